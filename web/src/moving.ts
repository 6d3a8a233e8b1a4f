/** While one drags anything: what is not on the screen is not laid out and painted at each move, and keeps the height that it had. */
export function setMoving(isMoving: boolean): void {
  document.documentElement.classList.toggle('moving', isMoving)
}
