package dev.millrace.scheduler.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One try of a step as its page shows it.
 *
 * @param brief the line that lists show
 * @param run the run's id
 * @param projectId the project's id
 * @param dagVersionId the version that it ran
 * @param deployment number of the deployment whose files it was given; null: its project had none
 * @param rerun the go that it belongs to: 0 the first, else the number of the rerun
 * @param step the step's id in the Dag
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param epoch its lease's number
 * @param session the worker session that has or had it; null: none
 * @param snapshot digest of its files; null: none
 * @param parameters resolved step parameters
 * @param outputs small values that it published; null: none
 * @param notebookDigest digest of the input notebook; null: none
 * @param documentDigest digest of the stored output notebook; null: none
 * @param kernel the kernel's name; null: none
 * @param environmentDigest digest of its environment's lock; null: none
 * @param storedEvents highest event number up to which none is missing
 * @param inputs files of upstream steps that it was given
 * @param secrets versions of secrets that it was given
 */
public record AttemptRecord(
    AttemptBrief brief,
    UUID run,
    UUID projectId,
    UUID dagVersionId,
    @Nullable Integer deployment,
    int rerun,
    String step,
    List<Integer> mapPath,
    long epoch,
    @Nullable UUID session,
    @Nullable String snapshot,
    ObjectNode parameters,
    @Nullable ObjectNode outputs,
    @Nullable String notebookDigest,
    @Nullable String documentDigest,
    @Nullable String kernel,
    @Nullable String environmentDigest,
    long storedEvents,
    List<Input> inputs,
    List<Secret> secrets) {
  /**
   * A secret that the attempt was given; its value is nowhere.
   *
   * @param name in the project
   * @param version which value
   */
  public record Secret(String name, int version) {}

  /**
   * A file that the attempt was given.
   *
   * @param path where
   * @param digest sha256 of its content
   * @param producer id of the step that published it
   */
  public record Input(String path, String digest, String producer) {}
}
