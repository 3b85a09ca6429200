package dev.millrace.api.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Bodies and answers as the service really takes and gives them. The generator sees one JSON answer
 * of status 200 in what writes to the response itself, and bytes in every body that we read
 * ourselves.
 */
final class OpenApiAnswers {
  private static final String PROBLEM_TYPE = "application/problem+json";

  /** Two handlers of one path and method, told apart by the body's type, share an operation. */
  private final IdentityHashMap<Operation, List<HandlerMethod>> handlers = new IdentityHashMap<>();

  private final Map<String, Schema<?>> models = new TreeMap<>();

  /** Writes the operation's bodies and answers; returns the handler that gives it its name. */
  HandlerMethod write(Operation operation, HandlerMethod handler) {
    List<HandlerMethod> all = handlers.computeIfAbsent(operation, o -> new ArrayList<>());
    all.add(handler);
    all.sort(Comparator.comparing(h -> h.getMethod().getName()));
    ApiResponses responses = operation.getResponses();
    if (all.stream()
        .allMatch(one -> one.getMethod().getAnnotationsByType(Answer.class).length > 0)) {
      responses.clear();
    }
    for (HandlerMethod one : all) {
      answers(responses, one);
      bodies(operation, one);
    }
    responses.addApiResponse("default", problem());
    return all.getFirst();
  }

  /** Adds what the answers are made from. */
  void addModels(Components components) {
    models.forEach(components::addSchemas);
  }

  private void answers(ApiResponses responses, HandlerMethod handler) {
    for (Answer answer : handler.getMethod().getAnnotationsByType(Answer.class)) {
      String status = Integer.toString(answer.status());
      ApiResponse response =
          responses.computeIfAbsent(
              status, s -> new ApiResponse().description(reason(answer)).content(new Content()));
      if (!answer.when().isEmpty()) {
        response.setDescription(answer.when());
      }
      Content content = response.getContent() == null ? new Content() : response.getContent();
      MediaType added = new MediaType().schema(schema(answer));
      MediaType known = content.get(answer.mediaType());
      content.put(answer.mediaType(), known == null ? added : either(known, added));
      response.setContent(content);
    }
  }

  private static MediaType either(MediaType known, MediaType added) {
    if (known.getSchema().equals(added.getSchema())) {
      return known;
    }
    return new MediaType()
        .schema(new Schema<>().oneOf(List.of(known.getSchema(), added.getSchema())));
  }

  private static String reason(Answer answer) {
    return answer.when().isEmpty()
        ? HttpStatus.valueOf(answer.status()).getReasonPhrase()
        : answer.when();
  }

  private Schema<?> schema(Answer answer) {
    if (answer.body() != void.class) {
      ResolvedSchema resolved =
          ModelConverters.getInstance(true)
              .resolveAsResolvedSchema(new AnnotatedType(answer.body()).resolveAsRef(true));
      resolved.referencedSchemas.forEach((name, model) -> models.putIfAbsent(name, model));
      return resolved.schema;
    }
    if (answer.mediaType().endsWith("json")) {
      return new ObjectSchema();
    }
    return answer.mediaType().startsWith("text/")
        ? new StringSchema()
        : new StringSchema().format("binary");
  }

  private static void bodies(Operation operation, HandlerMethod handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    boolean ofOurOwn =
        Arrays.stream(handler.getMethodParameters())
            .noneMatch(
                p ->
                    p.hasParameterAnnotation(
                            org.springframework.web.bind.annotation.RequestBody.class)
                        && p.getParameterType() != byte[].class);
    if (mapping == null || mapping.consumes().length == 0 || !ofOurOwn) {
      return;
    }
    RequestBody body =
        operation.getRequestBody() == null ? new RequestBody() : operation.getRequestBody();
    Content content = body.getContent() == null ? new Content() : body.getContent();
    for (String type : mapping.consumes()) {
      content.addMediaType(type, new MediaType().schema(raw(type)));
    }
    operation.setRequestBody(body.required(true).content(content));
  }

  private static Schema<?> raw(String mediaType) {
    if (mediaType.endsWith("json")) {
      return new ObjectSchema();
    }
    return mediaType.contains("yaml") ? new StringSchema() : new StringSchema().format("binary");
  }

  private static ApiResponse problem() {
    return new ApiResponse()
        .description("a problem")
        .content(
            new Content()
                .addMediaType(
                    PROBLEM_TYPE,
                    new MediaType()
                        .schema(
                            new Schema<>().$ref("#/components/schemas/" + OpenApiSetup.PROBLEM))));
  }
}
