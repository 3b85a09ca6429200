package dev.millrace.scheduler.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the secrets' keys are.
 *
 * @param keyFile a file as {@link SecretKeys} reads it; absent: secrets cannot be used
 */
@ConfigurationProperties("millrace.secrets")
public record SecretSettings(@Nullable Path keyFile) {}
