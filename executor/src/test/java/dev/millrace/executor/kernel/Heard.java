package dev.millrace.executor.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a kernel broadcasts and its process prints. */
final class Heard implements KernelListener {
  private final List<KernelMessage> messages = new CopyOnWriteArrayList<>();
  final Printed printed = new Printed();

  @Override
  public void broadcast(KernelMessage message) {
    messages.add(message);
  }

  @Override
  public void print(Stream stream, String text) {
    printed.print(stream, text);
  }

  List<String> types(String id) {
    return messages.stream()
        .filter(one -> one.parentId().equals(id))
        .map(KernelMessage::type)
        .toList();
  }

  String text(String id) {
    StringBuilder text = new StringBuilder();
    messages.stream()
        .filter(one -> one.parentId().equals(id) && one.type().equals("stream"))
        .forEach(one -> text.append(one.content().path("text").asString()));
    return text.toString();
  }

  /** The text of all streams. */
  String text() {
    StringBuilder text = new StringBuilder();
    messages.stream()
        .filter(one -> one.type().equals("stream"))
        .forEach(one -> text.append(one.content().path("text").asString()));
    return text.toString();
  }
}
