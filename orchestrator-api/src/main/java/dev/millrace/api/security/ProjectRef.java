package dev.millrace.api.security;

import java.util.UUID;

/**
 * The project of this request: it exists and the caller has the endpoint's role in it. A controller
 * takes it as a parameter where its rule's scope is PROJECT, RUN or ATTEMPT.
 */
public record ProjectRef(UUID id, String name) {}
