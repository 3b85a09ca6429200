package dev.millrace.dsl.files;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A compiled pattern: a small program whose alternatives are followed all at once (Thompson's
 * simulation), so that matching never goes back in the text.
 *
 * <p>The time of a match is at most the length of the text times that of the pattern, whatever the
 * pattern. Units are bytes or code points, as the builder and the text agree. Immutable.
 */
final class Wildcards {
  private enum Kind {
    /** Takes one unit that the predicate accepts. */
    TAKE,
    /** Goes on at both targets. */
    SPLIT,
    /** Goes on at the first target. */
    JUMP,
    /** Is never passed. */
    FAIL,
    MATCH
  }

  private record Instruction(Kind kind, IntPredicate accepts, int target, int other) {}

  private final Instruction[] program;

  private Wildcards(Instruction[] program) {
    this.program = program;
  }

  /** Whether the pattern is the whole text. */
  boolean matches(int[] text) {
    return run(text, false);
  }

  /** Whether the pattern is the whole path or one of the folders above it. */
  boolean matchesPathOrFolder(int[] path) {
    return run(path, true);
  }

  private boolean run(int[] text, boolean folders) {
    States current = new States(program.length);
    States next = new States(program.length);
    add(current, 0);
    for (int unit : text) {
      if (current.isEmpty()) {
        return false;
      }
      if (folders && unit == '/' && current.matched) {
        return true;
      }
      next.clear();
      for (int i = 0; i < current.size; i++) {
        Instruction instruction = program[current.list[i]];
        if (instruction.kind() == Kind.TAKE && instruction.accepts().test(unit)) {
          add(next, current.list[i] + 1);
        }
      }
      States swap = current;
      current = next;
      next = swap;
    }
    return current.matched;
  }

  /** Adds an instruction and all that follow it without taking a unit. */
  private void add(States states, int first) {
    int[] pending = states.pending;
    int count = 0;
    pending[count++] = first;
    while (count > 0) {
      int at = pending[--count];
      if (!states.add(at)) {
        continue;
      }
      Instruction instruction = program[at];
      switch (instruction.kind()) {
        case SPLIT -> {
          pending[count++] = instruction.other();
          pending[count++] = instruction.target();
        }
        case JUMP -> pending[count++] = instruction.target();
        case MATCH -> states.matched = true;
        case TAKE, FAIL -> {}
      }
    }
  }

  /** A set of instructions that is emptied in no time. */
  private static final class States {
    final int[] list;
    final int[] pending;
    private final int[] place;
    int size;
    boolean matched;

    States(int length) {
      list = new int[length];
      place = new int[length];
      pending = new int[2 * length + 1];
    }

    boolean add(int instruction) {
      int at = place[instruction];
      if (at < size && list[at] == instruction) {
        return false;
      }
      place[instruction] = size;
      list[size++] = instruction;
      return true;
    }

    boolean isEmpty() {
      return size == 0;
    }

    void clear() {
      size = 0;
      matched = false;
    }
  }

  /** Writes a program from its beginning to its end. */
  static final class Builder {
    private Instruction[] program = new Instruction[16];
    private int size;

    /** The index of the next instruction. */
    int here() {
      return size;
    }

    void literal(int unit) {
      take(u -> u == unit);
    }

    void take(IntPredicate accepts) {
      put(Kind.TAKE, accepts, 0, 0);
    }

    /** One unit that does not separate folders. */
    void one() {
      take(Builder::inName);
    }

    /** Any number of units; {@code /} is among them only if it crosses folders. */
    void many(boolean crossesFolders) {
      int split = split();
      take(crossesFolders ? Builder::anything : Builder::inName);
      int back = jump();
      land(back, split);
      branchTo(split, here());
    }

    void fail() {
      put(Kind.FAIL, Builder::nothing, 0, 0);
    }

    /** Goes on behind itself and, once {@link #branchTo} is called, at another place, too. */
    int split() {
      put(Kind.SPLIT, Builder::nothing, size + 1, size + 1);
      return size - 1;
    }

    /** Goes on where {@link #land} says. */
    int jump() {
      put(Kind.JUMP, Builder::nothing, size + 1, 0);
      return size - 1;
    }

    void branchTo(int split, int target) {
      program[split] = new Instruction(Kind.SPLIT, Builder::nothing, split + 1, target);
    }

    void land(int jump, int target) {
      program[jump] = new Instruction(Kind.JUMP, Builder::nothing, target, 0);
    }

    private static boolean nothing(int unit) {
      return false;
    }

    private static boolean inName(int unit) {
      return unit != '/';
    }

    private static boolean anything(int unit) {
      return true;
    }

    Wildcards build() {
      put(Kind.MATCH, Builder::nothing, 0, 0);
      return new Wildcards(Arrays.copyOf(program, size));
    }

    private void put(Kind kind, IntPredicate accepts, int target, int other) {
      if (size == program.length) {
        program = Arrays.copyOf(program, 2 * size);
      }
      program[size++] = new Instruction(kind, accepts, target, other);
    }
  }
}
