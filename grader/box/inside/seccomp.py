"""A seccomp filter: system calls that no answer needs and that attacks on a kernel begin with.

It is a list of what is forbidden, not of what is allowed: numpy, BLAS and Python's threads need most of the rest.
A binding to libseccomp would need that library on every machine; the filter is a list of comparisons in classic
BPF (Linux Documentation/userspace-api/seccomp_filter.rst), so it is written out here. A forbidden call fails with
EPERM, so that Python raises PermissionError with the line of the student's code.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

Numbers = tuple[int | None, int | None]  # of a system call on x86_64 and on aarch64; None: does not exist there

_FORBIDDEN = """
    # other processes' memory and descriptors
    ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271, kcmp 312 272, pidfd_getfd 438 438,
    process_madvise 440 440, process_mrelease 448 448
    # namespaces and mounts
    unshare 272 97, setns 308 268, mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51,
    open_tree 428 428, move_mount 429 429, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433,
    mount_setattr 442 442, name_to_handle_at 303 264, open_by_handle_at 304 265
    # memory that belongs to no process and no folder, so that nothing limits it
    memfd_create 319 279, memfd_secret 447 447, shmget 29 194, msgget 68 186, semget 64 190, mq_open 240 180,
    vmsplice 278 75
    # networks; socketpair stays
    socket 41 198
    # parts of the kernel that no answer needs
    add_key 248 217, request_key 249 218, keyctl 250 219, bpf 321 280, perf_event_open 298 241,
    userfaultfd 323 282, io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427,
    seccomp 317 277, personality 135 92, modify_ldt 154 -, lookup_dcookie 212 18, syslog 103 116,
    get_mempolicy 239 236, set_mempolicy 238 237, mbind 237 235, move_pages 279 239, migrate_pages 256 238,
    set_mempolicy_home_node 450 450, fanotify_init 300 262, sysfs 139 -, uselib 134 -, ustat 136 -,
    vhangup 153 58
    # the machine as a whole
    acct 163 89, quotactl 179 60, quotactl_fd 443 443, swapon 167 224, swapoff 168 225, reboot 169 142,
    init_module 175 105, finit_module 313 273, delete_module 176 106, kexec_load 246 104,
    kexec_file_load 320 294, clock_settime 227 112, settimeofday 164 170, adjtimex 159 171,
    clock_adjtime 305 266, iopl 172 -, ioperm 173 -, sync 162 81, syncfs 306 267
"""
_FORBIDDEN_WITHOUT_NAMESPACES = """
    # what namespaces keep inside the box and Landlock does not know: signals, priorities, owners, dates of files
    kill 62 129, tkill 200 130, tgkill 234 131, pidfd_send_signal 424 424, rt_sigqueueinfo 129 138,
    rt_tgsigqueueinfo 297 240, sched_setaffinity 203 122, sched_setscheduler 144 119, sched_setparam 142 118,
    sched_setattr 314 274, setpriority 141 140, ioprio_set 251 30, chmod 90 -, fchmod 91 52, fchmodat 268 53,
    fchmodat2 452 452, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -,
    futimesat 261 -, utimensat 280 88, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, setxattrat 463 463,
    removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16, removexattrat 466 466, inotify_init 253 -,
    inotify_init1 294 26, file_setattr 469 469
"""
_CLONE, _CLONE3, _SOCKETPAIR = (56, 220), (435, 435), (53, 199)
_IOCTL, _FCNTL, _PRLIMIT = (16, 29), (72, 25), (302, 261)
_NEW_NAMESPACES = 0x7E020080  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME
_AF_UNIX, _SOCK_STREAM, _SOCKET_TYPES = 1, 1, 0xF
_HARMLESS_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # isatty, window, FIONREAD, FIONBIO, FIO(N)CLEX
_SIGNALS_TO_OTHERS = (8, 10, 15)  # fcntl: F_SETOWN, F_SETSIG, F_SETOWN_EX
_X32 = 0x40000000

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24  # offsets in struct seccomp_data; arguments' low halves


def _table(text: str) -> list[Numbers]:
    """The two numbers of each system call that is named in `text`."""
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    words = [entry.split() for entry in "\n".join(lines).replace(",", "\n").splitlines() if entry.strip()]
    return [(int(here), None if there == "-" else int(there)) for _, here, there in words]


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


_ALLOW = _instruction(_RETURN, 0x7FFF0000)
_DENY = _instruction(_RETURN, 0x00050000 | errno.EPERM)
_DOES_NOT_EXIST = _instruction(_RETURN, 0x00050000 | errno.ENOSYS)
_KILL = _instruction(_RETURN, 0x80000000)


def _when(number: int | None, *body: bytes) -> list[bytes]:
    """For that system call go through `body`, which ends with a verdict."""
    return [] if number is None else [_instruction(_JUMP_EQUAL, number, 0, len(body)), *body]


def _one_of(values: tuple[int, ...], then: bytes, otherwise: bytes) -> list[bytes]:
    """The verdict on a loaded argument."""
    last = len(values)
    jumps = [_instruction(_JUMP_EQUAL, value, last - place) for place, value in enumerate(values)]
    return [*jumps, otherwise, then]


def _program(machine: str, namespaces: bool) -> bytes:
    column = list(_ARCHITECTURES).index(machine)
    forbidden = _table(_FORBIDDEN) + ([] if namespaces else _table(_FORBIDDEN_WITHOUT_NAMESPACES))
    first, second = _instruction(_LOAD, _FIRST), _instruction(_LOAD, _SECOND)
    program = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_JUMP_EQUAL, _ARCHITECTURES[machine], 1),
        _KILL,  # another architecture's numbering would pass by this list
        _instruction(_LOAD, _NUMBER),
        _instruction(_JUMP_GREATER_EQUAL, _X32, 0, 1),
        _DENY,
        # clone3 hides its flags in memory: say that it does not exist, and libc falls back to clone.
        *_when(_CLONE3[column], _DOES_NOT_EXIST),
        # clone may start threads and processes, but no namespaces
        *_when(_CLONE[column], first, _instruction(_JUMP_ANY_BIT, _NEW_NAMESPACES, 0, 1), _DENY, _ALLOW),
        # pairs of stream sockets (multiprocessing, asyncio) cannot be connected to anything else
        *_when(
            _SOCKETPAIR[column],
            first,
            _instruction(_JUMP_EQUAL, _AF_UNIX, 0, 3),
            second,
            _instruction(_AND, _SOCKET_TYPES),
            _instruction(_JUMP_EQUAL, _SOCK_STREAM, 1),
            _DENY,
            _ALLOW,
        ),
        *_when(_IOCTL[column], second, *_one_of(_HARMLESS_IOCTLS, _ALLOW, _DENY)),
    ]
    if not namespaces:
        program += _when(_FCNTL[column], second, *_one_of(_SIGNALS_TO_OTHERS, _DENY, _ALLOW))
        program += _when(_PRLIMIT[column], first, *_one_of((0,), _ALLOW, _DENY))  # 0 is the calling process
    for numbers in forbidden:
        program += _when(numbers[column], _DENY)
    return b"".join([*program, _ALLOW])


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def knows(machine: str) -> bool:
    """Whether there is a list of system calls for that processor."""
    return machine in _ARCHITECTURES


def system_call_filter(namespaces: bool) -> bytes:
    """The filter for this processor; without namespaces it forbids more."""
    machine = platform.machine()
    if not knows(machine):
        raise OSError(errno.ENOSYS, f"no system call filter for this processor ({machine})")
    return _program(machine, namespaces)


def install(program: bytes) -> None:
    """Put the filter on this process and all its children, for good. Needs PR_SET_NO_NEW_PRIVS."""
    libc = ctypes.CDLL(None, use_errno=True)
    set_seccomp, filter_mode = 22, 2
    if libc.prctl(set_seccomp, filter_mode, ctypes.byref(_Program(len(program) // 8, program)), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {errno.errorcode.get(number, number)}")
