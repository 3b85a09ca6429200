package dev.millrace.executor.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The kernelspecs of a machine, found where Jupyter finds them. */
public final class KernelSpecs {
  private KernelSpecs() {}

  /**
   * Finds all kernelspecs. Where a name stands in several places the first in Jupyter's order wins;
   * a broken {@code kernel.json} is logged and left out.
   *
   * @param prefixes environments (folders with {@code share/jupyter}) to look into before the
   *     system's
   * @param environment JUPYTER_PATH, JUPYTER_DATA_DIR and HOME are read from it
   * @return by name
   */
  public static SortedMap<String, KernelSpec> find(
      List<Path> prefixes, Map<String, String> environment) {
    return Unbuilt.body();
  }
}
