package dev.millrace.executor.notebook;

import tools.jackson.databind.node.ObjectNode;

/**
 * What turns a notebook into the document that is executed. The same preparation of the same
 * notebook gives the same document, wherever it is done.
 *
 * @param parameters injected in this order; empty: nothing is injected and an old injected cell
 *     stays
 * @param inputPath as people know the notebook, for example {@code notebooks/train.ipynb}; recorded
 *     only
 * @param outputPath where the output is stored, in whatever form; recorded only
 * @param reportMode hides the code of all cells
 */
public record Preparation(
    ObjectNode parameters, String inputPath, String outputPath, boolean reportMode) {}
