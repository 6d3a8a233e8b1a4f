/*
 * Writes every address that a process tries to reach, and every name that it looks up, to the file CONNECTS: a line
 * each, as `connect 127.0.0.1 4000`, `send ...`, `unix`, `name example.org`. Loaded by LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void tell(const char *line) {
  const char *path = getenv("CONNECTS");
  if (!path) return;
  int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
  if (fd < 0) return;
  if (write(fd, line, strlen(line)) < 0) perror("CONNECTS");
  close(fd);
}

static void tell_address(const char *how, const struct sockaddr *address) {
  char text[INET6_ADDRSTRLEN] = "", line[160];
  int port = 0;
  if (!address) return;
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)address;
    inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
    port = ntohs(four->sin_port);
  } else if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
    port = ntohs(six->sin6_port);
  } else if (address->sa_family == AF_UNIX) {
    tell("unix\n");
    return;
  } else
    return;
  snprintf(line, sizeof line, "%s %s %d\n", how, text, port);
  tell(line);
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  tell_address("connect", address);
  return NEXT(connect)(fd, address, length);
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *address, socklen_t size) {
  tell_address("send", address);
  return NEXT(sendto)(fd, bytes, length, flags, address, size);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  tell_address("send", message ? (const struct sockaddr *)message->msg_name : NULL);
  return NEXT(sendmsg)(fd, message, flags);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  char line[300];
  snprintf(line, sizeof line, "name %s\n", name ? name : "-");
  tell(line);
  return NEXT(getaddrinfo)(name, service, hints, found);
}
