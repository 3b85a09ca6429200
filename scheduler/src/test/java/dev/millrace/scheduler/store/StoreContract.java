package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Everything that the store and the dispatch promise, as their own tests say it. */
final class StoreContract {
  private StoreContract() {}

  /**
   * Runs those tests, save the ones that take half a minute each (tagged long), in databases of
   * that server; null: of the embedded one.
   */
  static void holdsOn(@Nullable String jdbcUrl) {
    TestDatabase.useServer(jdbcUrl);
    try {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  selectPackage("dev.millrace.scheduler.dispatch"),
                  selectPackage("dev.millrace.scheduler.store"))
              .filters(TagFilter.excludeTags("long"))
              .build();
      var listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      assertThat(listener.getSummary().getFailures())
          .as("what fails on " + jdbcUrl)
          .extracting(
              failure ->
                  failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
          .isEmpty();
      assertThat(listener.getSummary().getTestsSucceededCount()).isGreaterThan(80);
    } finally {
      TestDatabase.useServer(null);
    }
  }
}
