package dev.millrace.dsl.codec;

import dev.millrace.dsl.codec.SourceNode.Field;
import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.Position;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.SourceMap;
import dev.millrace.dsl.validation.Where;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds places in the tree of a text.
 *
 * <p>A single value is found where it begins; a mapping or list that has a name, where its name
 * stands, because that is the line that people look for.
 *
 * @param moved for a short form of a definition: places of the model, and where the text has them
 */
record TreeSourceMap(String file, SourceNode root, Map<Pointer, Pointer> moved)
    implements SourceMap {

  @Override
  public Where locate(Pointer pointer) {
    return find(pointer).where(file);
  }

  @Override
  public Where locateName(Pointer pointer) {
    Found found = find(pointer);
    return new Where(file, found.nameAt().line(), found.nameAt().column(), found.pointer().text());
  }

  private record Found(Pointer pointer, SourceNode node, Position nameAt) {
    Where where(String file) {
      Position at = node instanceof ScalarNode ? node.at() : nameAt;
      return new Where(file, at.line(), at.column(), pointer.text());
    }
  }

  private Found find(Pointer wanted) {
    Found found = new Found(Pointer.ROOT, root, root.at());
    String rest = moved.getOrDefault(wanted, wanted).text();
    while (!rest.isEmpty()) {
      int end = rest.indexOf('/', 1);
      String name = unescape(rest.substring(1, end < 0 ? rest.length() : end));
      rest = end < 0 ? "" : rest.substring(end);
      Found child = child(found, name);
      if (child == null) {
        return found;
      }
      found = child;
    }
    return found;
  }

  private static @Nullable Found child(Found parent, String name) {
    return switch (parent.node()) {
      case MapNode map -> {
        Field field = map.fields().get(name);
        yield field == null
            ? null
            : new Found(parent.pointer().child(name), field.value(), field.nameAt());
      }
      case ListNode list -> {
        int index = name.matches("\\d{1,9}") ? Integer.parseInt(name) : list.items().size();
        yield index < list.items().size()
            ? new Found(
                parent.pointer().child(index),
                list.items().get(index),
                list.items().get(index).at())
            : null;
      }
      case ScalarNode scalar -> null;
    };
  }

  private static String unescape(String name) {
    return name.indexOf('~') < 0 ? name : name.replace("~1", "/").replace("~0", "~");
  }
}
