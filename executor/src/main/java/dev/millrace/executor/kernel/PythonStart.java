package dev.millrace.executor.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an ipykernel starts, so that no file of the project takes the place of a module that the
 * kernel needs: it comes up in a folder without Python files and with the installation's own {@code
 * sys.path}; then it enters its folder and the project joins the path.
 */
final class PythonStart {
  private static final String PYTHONPATH = "PYTHONPATH";

  /**
   * The debugger that ipykernel loads warns of Python's frozen modules while it is loaded. On a
   * busy machine that text comes so late that it would stand in the run's log. With this variable
   * it does not warn.
   */
  private static final String NO_WARNING = "PYDEVD_DISABLE_FILE_VALIDATION";

  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Runs in a namespace of its own, so that the notebook's stays empty. */
  private static final String CODE =
      """
      import json, os, sys
      from IPython import get_ipython
      plan = json.loads(text)
      os.chdir(plan['directory'])
      for name in plan['unset']:
          os.environ.pop(name, None)
      if 'PWD' in os.environ:
          os.environ['PWD'] = plan['directory']
      if plan['children']:
          known = os.environ.get('PYTHONPATH', '')
          os.environ['PYTHONPATH'] = os.pathsep.join(filter(None, [plan['children'], known]))
      # Children that multiprocessing spawns import from where it was first imported.
      process = sys.modules.get('multiprocessing.process')
      if process is not None:
          process.ORIGINAL_DIR = plan['directory']
      shell = get_ipython()
      shell.starting_dir = plan['directory']
      shell.user_ns.get('_dh', [''])[:] = [plan['directory']]
      packages = (i for i, p in enumerate(sys.path) if os.path.basename(p) in ('site-packages', 'dist-packages'))
      place = sys.path.index('') + 1 if '' in sys.path else next(packages, len(sys.path))
      sys.path[place:place] = plan['project']
      sys.path[0:0] = plan['first']
      """;

  private PythonStart() {}

  /** The variables that the process starts with. */
  static Map<String, String> variables(KernelPlan plan) {
    Map<String, String> variables = new HashMap<>(plan.environment());
    if (plan.spec().isIpykernel()) {
      variables.remove(PYTHONPATH);
      variables.putIfAbsent(NO_WARNING, "1");
    }
    return variables;
  }

  /**
   * The folder that the process starts in.
   *
   * @param empty a folder without Python files
   */
  static Path directory(KernelPlan plan, Path empty) {
    return plan.spec().isIpykernel() ? empty : plan.directory();
  }

  /**
   * Lets a kernel that has answered enter its folder; does nothing for kernels that started there.
   *
   * @throws KernelException.NotStarted if it cannot
   */
  static void enter(Kernel kernel, KernelPlan plan) throws KernelException, InterruptedException {
    if (!plan.spec().isIpykernel()) {
      return;
    }
    String code = "exec(%s, {'text': %s})".formatted(literal(CODE), literal(textOf(plan)));
    try {
      JsonNode reply =
          kernel
              .execute(new Kernel.ExecuteRequest(code, true, false))
              .result()
              .get(plan.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .content();
      if (!reply.path("status").asString("").equals("ok")) {
        throw failed(
            plan, reply.path("ename").asString("") + ": " + reply.path("evalue").asString(""));
      }
    } catch (ExecutionException e) {
      throw failed(plan, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw failed(plan, "it did not answer within " + plan.startTimeout().toSeconds() + " s");
    }
  }

  private static KernelException failed(KernelPlan plan, String why) {
    return new KernelException.NotStarted(
        "the kernel '%s' started but could not enter %s: %s"
            .formatted(plan.spec().name(), plan.directory(), why));
  }

  private static String textOf(KernelPlan plan) {
    ObjectNode text = ASCII.createObjectNode();
    List<Path> first = plan.pythonPath().first();
    List<Path> project = plan.pythonPath().project();
    text.put("directory", plan.directory().toAbsolutePath().toString());
    add(text.putArray("first"), first);
    add(text.putArray("project"), project);
    text.put("children", children(plan));
    ArrayNode unset = text.putArray("unset");
    if (!plan.environment().containsKey(NO_WARNING)
        && !plan.spec().environment().containsKey(NO_WARNING)) {
      unset.add(NO_WARNING);
    }
    return ASCII.writeValueAsString(text);
  }

  /** What processes that the kernel starts find in PYTHONPATH. */
  private static String children(KernelPlan plan) {
    String given = plan.environment().get(PYTHONPATH);
    return given != null
        ? given
        : Stream.concat(plan.pythonPath().first().stream(), plan.pythonPath().project().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static void add(ArrayNode array, List<Path> paths) {
    paths.forEach(path -> array.add(path.toString()));
  }

  /** A JSON text is a Python literal too, as long as it is ASCII. */
  private static String literal(String ascii) {
    return ASCII.writeValueAsString(ascii);
  }
}
