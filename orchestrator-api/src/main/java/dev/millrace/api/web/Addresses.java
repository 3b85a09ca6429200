package dev.millrace.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Addresses in answers. */
public final class Addresses {
  private Addresses() {}

  /**
   * A path of the application as the client of the present request has to ask for it, with what a
   * proxy put before it.
   */
  public static URI of(String path) {
    @Nullable String context =
        ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
    return URI.create((context == null ? "" : context) + path);
  }
}
