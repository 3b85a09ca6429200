# Runs inside an ipykernel, in a namespace of its own: see PythonProbe. `ask` says which answer is wanted; the answer is
# a text. Nothing here may fail for what a notebook did: the caller takes an error for "unknown".
import atexit
import codecs
import ctypes
import errno
import faulthandler
import mmap
import os
import stat
import struct
import sys
import threading
import types
import weakref

RING = 64 << 10
HEAD = struct.Struct('<QQQQ')
PIPE = 64 << 10


class Copier:
    """Keeps the end of what a stream is given in memory that outlives the process: see LastWords."""

    def __init__(self, memory, number):
        head, ring = number * HEAD.size, 2 * HEAD.size + number * RING
        lock, getpid, process, store = threading.Lock(), os.getpid, os.getpid(), HEAD.pack_into
        thread = threading.get_ident
        written = characters = taken = moved = 0
        taking = None, 0

        def write(text):
            nonlocal written, characters, taken, taking
            # A forked child has the memory too, and perhaps a lock that is never opened.
            if getpid() != process:
                return
            data = text.encode('utf-8', 'replace')
            with lock:
                if taking[0] == thread():
                    taken += taking[1]
                    taking = None, 0
                written += len(data)
                characters += len(text)
                data = data[-RING:]
                start = (written - len(data)) % RING
                fits = RING - start
                if len(data) > fits:
                    memory[ring : ring + len(data) - fits] = data[fits:]
                    data = data[:fits]
                memory[ring + start : ring + start + len(data)] = data
                store(memory, head, written, characters, taken, moved)

        def take(size):
            """What this thread writes next stands for so many bytes of C code."""
            nonlocal taking
            taking = thread(), size

        def all_moved():
            """All bytes that were taken have left the pipe of C code."""
            nonlocal moved
            with lock:
                moved = taken
                store(memory, head, written, characters, taken, moved)

        self.write, self.take, self.all_moved, self.flush = write, take, all_moved, lambda: None


def watch(stream, copier):
    """Lets the worker see what C code writes before anybody needs the interpreter's lock, which a crash never frees.

    The worker holds the pipe too, and reads after a crash what is left in it. Nothing leaves the pipe before the copier
    has it: the system lends it to a second pipe, from which it is read, and moves it to a third one then. Between two
    such rounds the third is empty, so that its content says how much has left.

    Returns the ends that the worker holds, of the first pipe and of the third.
    """
    if not stream._should_watch:
        return None
    library = ctypes.CDLL(None, use_errno=True)
    tee, splice = library.tee, library.splice
    tee.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_size_t, ctypes.c_uint]
    splice.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint]
    tee.restype = splice.restype = ctypes.c_ssize_t
    read, error, write, take, all_moved = os.read, ctypes.get_errno, stream.write, copier.take, copier.all_moved
    copy = copier.write
    decode = codecs.getincrementaldecoder('utf-8')('replace').decode
    (source, sink), (lent, lend), (gone, leave) = os.pipe(), os.pipe(), os.pipe()

    def move(size):
        while size > 0:
            part = splice(source, None, leave, None, size, 0)
            if part > 0:
                size -= part
            elif error() != errno.EINTR:
                read(source, size)
                return

    def run():
        while stream._should_watch:
            size = tee(source, lend, PIPE, 0)
            if size < 0 and error() == errno.EINTR:
                continue
            data = read(lent, size) if size > 0 else read(source, PIPE)
            if not data or not stream._should_watch:
                return
            text = decode(data)
            take(len(data))
            try:
                write(text) if text else copy(text)
            except Exception:
                pass  # whatever became of the stream: who writes to the pipe must not wait for ever
            if size > 0:
                move(size)
            all_moved()
            if size > 0:
                read(gone, size)

    os.dup2(sink, stream._original_stdstream_fd)
    os.close(sink)
    stream._fid = source
    stream.watch_fd_thread = threading.Thread(target=run, daemon=True)
    stream.watch_fd_thread.start()
    return source, gone


def keep_last_words(file, held):
    with open(file, 'r+b') as opened:
        memory = mmap.mmap(opened.fileno(), 2 * (HEAD.size + RING))
    copiers = {}
    for number, stream in enumerate((sys.stdout, sys.stderr)):
        if getattr(stream, 'echo', stream) is None:
            stream.echo = copiers[stream] = Copier(memory, number)
    for stream in (sys.stdout, sys.stderr):
        if stream in copiers:
            held.append(watch(stream, copiers[stream]))


def keep_traces():
    # ipykernel's own pipe for file descriptor 2 ends with the process; the descriptor behind it does not.
    behind = getattr(sys.stderr, '_original_stdstream_copy', None)
    if behind is not None:
        defaults = getattr(faulthandler.enable, '__defaults__', None)
        if defaults:
            faulthandler.enable.__defaults__ = (behind,) + defaults[1:]
        if not faulthandler.is_enabled():
            faulthandler.enable(behind)


def encoded(value):
    """The value with the form that outputs have for NaN and the infinities; the kernel would send the text 'nan'."""
    if isinstance(value, float) and value - value != 0:
        return {'$number': 'NaN' if value != value else 'Infinity' if value > 0 else '-Infinity'}
    if isinstance(value, dict):
        return {key: encoded(part) for key, part in value.items()}
    return [encoded(part) for part in value] if isinstance(value, (list, tuple)) else value


def encode_scraps(message):
    try:
        data = message['content']['data']
        for kind in [each for each in data if each.startswith('application/scrapbook.scrap.')]:
            data[kind] = encoded(data[kind])
    except Exception:
        pass  # not for this hook to judge
    return message


def carry_scraps():
    sys.modules['IPython'].get_ipython().display_pub.register_hook(encode_scraps)


def pipes(held):
    """Where the worker finds what C code wrote and was not taken yet; empty if that is not known."""
    if len(held) < 2 or not all(held):
        return ''
    return '%d:%d/%d,%d/%d' % (os.getpid(), *held[0], *held[1])


def finalizers():
    return sum(1 for each in list(weakref.finalize._registry.values()) if each.atexit)


def threads():
    return {each.ident for each in threading.enumerate()}


def files():
    """Inodes of the files that are open for writing: what they buffer is written at the exit."""
    found = set()
    for number in os.listdir('/proc/self/fd'):
        try:
            status = os.stat('/proc/self/fd/' + number)
            if not stat.S_ISREG(status.st_mode) or not status.st_nlink:
                continue
            with open('/proc/self/fdinfo/' + number) as info:
                flags = [line.split()[1] for line in info if line.startswith('flags:')]
            if int(flags[0], 8) & 3:
                found.add(status.st_ino)
        except OSError:
            pass
    return found


def is_child(number):
    """A program that has only just begun shows no environment yet."""
    with open('/proc/' + number + '/stat') as status:
        state, parent = status.read().rpartition(')')[2].split()[:2]
    return state not in 'ZX' and int(parent) == os.getpid()


def processes(marker):
    """Other processes that came from this one, also those that have left it."""
    count = 0
    for number in os.listdir('/proc'):
        if number.isdigit() and int(number) != os.getpid():
            try:
                with open('/proc/' + number + '/environ', 'rb') as environment:
                    variables = environment.read()
                count += marker.encode() in variables.split(b'\0') if variables else is_child(number)
            except OSError:
                pass
    return count


def numbers(found):
    return ','.join(str(each) for each in sorted(found))


def start(file):
    held = []
    for step in (lambda: keep_last_words(file, held), keep_traces, carry_scraps):
        try:
            step()
        except Exception:
            pass  # another kernel than ipykernel, or another release of it
    return '%d|%d|%s|%s|%s' % (atexit._ncallbacks(), finalizers(), numbers(threads()), numbers(files()), pipes(held))


def left(callbacks, exits, known_threads, known_files, marker):
    reasons = []
    if atexit._ncallbacks() > callbacks or finalizers() > exits:
        reasons.append('functions that run at its exit')
    if threads() - set(known_threads):
        reasons.append('threads')
    if files() - set(known_files):
        reasons.append('files open for writing')
    if processes(marker):
        reasons.append('processes')
    return ', '.join(reasons) or 'nothing'
