package dev.millrace.api.viewers;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A library of the application that draws outputs from their data. */
public enum Viewer {
  @JsonProperty("plotly")
  PLOTLY,
  @JsonProperty("vega")
  VEGA,
  @JsonProperty("bokeh")
  BOKEH,
  @JsonProperty("widgets")
  WIDGETS
}
