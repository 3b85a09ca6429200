package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.codec.NewForms;
import dev.millrace.scheduler.store.ConnectedServers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps definitions out of the database that a connected server of an older release could not read:
 * it would put their Dags and runs into quarantine.
 */
final class OlderServers {
  private static final int SHOWN = 5;

  private final ConnectedServers servers;

  OlderServers(ConnectedServers servers) {
    this.servers = servers;
  }

  /**
   * Passes definitions that every connected server can read.
   *
   * @throws ConflictException which names what they cannot read, and the servers
   */
  void require(Collection<Definition> definitions) {
    List<String> forms = forms(definitions);
    if (forms.isEmpty()) {
      return; // the usual case, without a query
    }
    List<ConnectedServers.Older> older = servers.older();
    if (!older.isEmpty()) {
      throw new ConflictException(
          "OLDER_SERVER",
          "a server of an older release is connected to the database and cannot read %s"
              .formatted(shown(forms)),
          "upgrade or stop it first: %s"
              .formatted(
                  older.stream()
                      .map(ConnectedServers.Older::toString)
                      .collect(Collectors.joining("; "))));
    }
  }

  private static List<String> forms(Collection<Definition> definitions) {
    List<String> forms = new ArrayList<>();
    for (Definition definition : definitions) {
      for (NewForms.Form form : NewForms.in(definition.dag())) {
        forms.add(
            "%s at %s of the Dag '%s'".formatted(form.what(), form.at(), definition.dag().name()));
      }
    }
    return forms;
  }

  private static String shown(List<String> forms) {
    String first = String.join(", ", forms.subList(0, Math.min(SHOWN, forms.size())));
    return forms.size() <= SHOWN ? first : first + " and %d more".formatted(forms.size() - SHOWN);
  }
}
