package dev.millrace.api.viewers;

import tools.jackson.databind.JsonNode;

/**
 * What a viewer draws for one output.
 *
 * @param data in the form that the viewer's script takes (web-ui, {@code src/viewers})
 */
public record Drawing(Viewer viewer, JsonNode data) {}
