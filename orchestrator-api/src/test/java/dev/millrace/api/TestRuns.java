package dev.millrace.api;

import dev.millrace.api.projects.TestPush;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A project of its own, with a pool of its own, whose one Dag runs a notebook. */
public final class TestRuns {
  /** A notebook without a parameters cell. */
  public static final String NOTEBOOK =
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"},
       "language_info": {"name": "python"}},
       "cells": [
        {"id": "a1", "cell_type": "markdown", "metadata": {}, "source": "# Train"},
        {"id": "b2", "cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": "print(1)"},
        {"id": "c3", "cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": "show()"}]}
      """;

  private final TestService service;
  private final String project;
  private final String pool;

  /** Pushes and deploys it. */
  public TestRuns(TestService service) {
    this.service = service;
    this.project = service.project();
    this.pool = "pool-" + UUID.randomUUID().toString().substring(0, 8);
    service.admin().put("/api/v1/pools/" + pool, Map.of("slots", 100)).expect(200);
    new TestPush(service.admin(), project)
        .file("notebooks/train.ipynb", NOTEBOOK)
        .file(
            "dags/one.yaml",
            """
            dag: one
            parameters:
              region: { type: string, enum: [eu, ap], default: eu }
            steps:
              train:
                notebook: notebooks/train.ipynb
                pool: %s
            """
                .formatted(pool))
        .deploy()
        .expect(201);
  }

  private TestRuns(TestService service, TestRuns same) {
    this.service = service;
    this.project = same.project;
    this.pool = same.pool;
  }

  /** The same project and pool as another service has them. */
  public TestRuns on(TestService other) {
    return new TestRuns(other, this);
  }

  /** The project's name. */
  public String project() {
    return project;
  }

  /** The pool of its step. */
  public String pool() {
    return pool;
  }

  /** Where its runs are started. */
  public String path() {
    return "/api/v1/projects/" + project + "/dags/one/runs";
  }

  /** A new run. */
  public JsonNode start() {
    return service.admin().post(path(), Map.of()).expect(201).json();
  }

  /** A worker of its pool. */
  public TestWorker worker() {
    return TestWorker.in(service, pool);
  }
}
