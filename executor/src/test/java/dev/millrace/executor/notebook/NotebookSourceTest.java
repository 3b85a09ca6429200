package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NotebookSourceTest {
  @Test
  void halfACharacterInACodeCellIsRefusedAndNamed() {
    assertThatThrownBy(() -> Notebook.parse(Notebooks.of(code("1"), code("print('\ud83d')"))))
        .isInstanceOf(NotebookException.class)
        .hasMessageContaining("cell 1 (counted from 0) contains half of a character")
        .hasMessageContaining("U+D83D");
  }
}
