package dev.millrace.dsl.validation;

/** Tells where the parts of a definition were written. Total: every pointer gets an answer. */
public interface SourceMap {
  /** For a definition that came from no text: the pointer itself and no line. */
  SourceMap NONE =
      new SourceMap() {
        @Override
        public Where locate(Pointer pointer) {
          return Where.of(pointer);
        }

        @Override
        public Where locateName(Pointer pointer) {
          return Where.of(pointer);
        }
      };

  /**
   * Where the value at that pointer was written; the innermost thing around it when it is not there
   * itself.
   */
  Where locate(Pointer pointer);

  /**
   * Where the name of the field at that pointer was written; as {@link #locate} for all that has no
   * name.
   */
  Where locateName(Pointer pointer);
}
