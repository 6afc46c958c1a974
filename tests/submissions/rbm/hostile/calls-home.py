"""Connects to every address that it can think of."""
# others: untouched
# %% sigm
import socket

def sigm(t):
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_INET6, ("::1", 22)), (socket.AF_UNIX, "/run/dbus/system_bus_socket"),
        (socket.AF_UNIX, "/var/run/docker.sock"), (socket.AF_UNIX, "\0x"), (40, (1, 1)),
    ):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                connection = socket.socket(family, kind)
            except OSError:
                continue
            raise ValueError(f"REACHED {connection}")
    return t
