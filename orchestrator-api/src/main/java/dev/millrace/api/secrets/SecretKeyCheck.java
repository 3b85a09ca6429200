package dev.millrace.api.secrets;

import dev.millrace.scheduler.secret.Secrets;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Tells at the start, and not only at night when a step needs one, that a key is missing. */
@Component
class SecretKeyCheck implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger log = LoggerFactory.getLogger(SecretKeyCheck.class);

  private final Secrets secrets;

  SecretKeyCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    Set<String> missing = secrets.missingKeys();
    if (!missing.isEmpty()) {
      log.warn(
          "secrets are encrypted with key {}, which this server does not have: steps that use them will fail; add the key to the file of --secrets-key-file, or set these secrets anew",
          String.join(", ", missing));
    }
  }
}
