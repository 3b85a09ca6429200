package dev.millrace.executor.kernel;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the worker's own environment variables a step's process gets to see.
 *
 * <p>An allow-list: tokens and database addresses of the worker must not leak into notebooks by
 * being forgotten.
 */
public final class AllowedEnvironment {
  static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private static final Set<String> NAMES =
      Set.of(
          "HOME",
          "PATH",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          "TERM",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "all_proxy",
          "JAVA_HOME",
          "CUDA_HOME",
          "CUDA_VISIBLE_DEVICES",
          "R_HOME",
          "R_LIBS",
          "R_LIBS_USER",
          "JULIA_DEPOT_PATH",
          "JUPYTER_PATH",
          "JUPYTER_DATA_DIR",
          "JUPYTER_CONFIG_DIR",
          "JUPYTER_RUNTIME_DIR",
          "IPYTHONDIR",
          "MPLCONFIGDIR");
  private static final Set<String> PREFIXES =
      Set.of("LC_", "XDG_", "NVIDIA_", "OMP_", "MKL_", "OPENBLAS_");

  private AllowedEnvironment() {}

  /** The variables of this process that may pass, sorted by name. PATH is always there. */
  public static Map<String, String> current() {
    return from(System.getenv());
  }

  static Map<String, String> from(Map<String, String> all) {
    Map<String, String> passed = new TreeMap<>();
    passed.put("PATH", DEFAULT_PATH);
    all.forEach(
        (name, value) -> {
          if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
            passed.put(name, value);
          }
        });
    return passed;
  }
}
