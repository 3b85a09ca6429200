package dev.millrace.api.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.millrace.api.attempts.Output;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.security.StillValid;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the generator what it cannot see: how we page, who may call, how enums and problems are
 * written.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiSetup {
  /** Marks what may be any JSON value: the generator insists on calling it an object. */
  static final String ANY_VALUE = "any JSON value";

  static final String PROBLEM = "Problem";

  private final OpenApiAnswers answers = new OpenApiAnswers();

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class,
            ProjectRef.class,
            WorkerCaller.class,
            PoolTokens.Enrolment.class,
            StillValid.class,
            PageRequest.class,
            // The body's own type, which OpenAPI takes from its content.
            org.springframework.http.MediaType.class)
        .replaceWithSchema(JsonNode.class, new Schema<Object>().description(ANY_VALUE))
        .replaceWithSchema(ObjectNode.class, new Schema<Object>().type("object"));
  }

  @Bean
  OperationCustomizer pagesAndRules() {
    return (operation, handler) -> {
      HandlerMethod named = answers.write(operation, handler);
      String controller = named.getBeanType().getSimpleName().replace("Controller", "");
      operation.setTags(List.of(controller));
      operation.setOperationId(
          controller.substring(0, 1).toLowerCase(Locale.ROOT)
              + controller.substring(1)
              + capital(named.getMethod().getName()));
      if (takesPages(handler)) {
        page(operation);
      }
      rule(operation, handler);
      return operation;
    };
  }

  private static boolean takesPages(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .anyMatch(PageRequest.class::equals);
  }

  private static void page(Operation operation) {
    List<Parameter> parameters =
        operation.getParameters() == null
            ? new ArrayList<>()
            : new ArrayList<>(operation.getParameters());
    IntegerSchema limit = new IntegerSchema();
    limit.setMinimum(BigDecimal.ONE);
    limit.setMaximum(BigDecimal.valueOf(200));
    limit.setDefault(50);
    parameters.add(new Parameter().in("query").name("limit").schema(limit));
    parameters.add(new Parameter().in("query").name("cursor").schema(new StringSchema()));
    operation.setParameters(parameters);
  }

  private static void rule(Operation operation, HandlerMethod handler) {
    Requires rule = handler.getMethodAnnotation(Requires.class);
    if (rule == null || rule.scope() == Scope.PUBLIC) {
      operation.setSecurity(List.of());
      return;
    }
    operation.setSecurity(
        List.of(
            new SecurityRequirement().addList("token"),
            new SecurityRequirement().addList("session")));
    operation.setDescription(
        switch (rule.scope()) {
          case SIGNED_IN -> "Needs a credential.";
          case INSTANCE -> "Needs the role " + rule.role().text() + " in all projects.";
          default -> "Needs the role " + rule.role().text() + " in the project.";
        });
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** What is not {@code @Nullable} is always there. */
  @Bean
  ModelConverter requiredComponents() {
    return (type, context, chain) -> {
      if (!chain.hasNext()) {
        return null;
      }
      Schema<?> schema = chain.next().resolve(type, context, chain);
      Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
      if (schema != null && raw.isRecord()) {
        String reference = schema.get$ref();
        Schema<?> model =
            reference == null
                ? schema
                : context
                    .getDefinedModels()
                    .get(reference.substring(reference.lastIndexOf('/') + 1));
        if (model != null) {
          model.setRequired(
              Arrays.stream(raw.getRecordComponents())
                  .filter(c -> !c.getAnnotatedType().isAnnotationPresent(Nullable.class))
                  .map(OpenApiSetup::written)
                  .sorted()
                  .toList());
        }
      }
      return schema;
    };
  }

  private static String written(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? component.getName() : named.value();
  }

  @Bean
  OpenApiCustomizer frame() {
    return api -> {
      api.setInfo(
          new Info()
              .title("Millrace")
              .version("v1")
              .description("Runs DAGs of Jupyter notebooks."));
      api.setServers(null);
      addProblem(api);
      answers.addModels(api.getComponents());
      tagOutputs(api.getComponents());
      api.getComponents()
          .addSecuritySchemes(
              "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
          .addSecuritySchemes(
              "session",
              new SecurityScheme()
                  .type(SecurityScheme.Type.APIKEY)
                  .in(SecurityScheme.In.COOKIE)
                  .name("millrace_session"));
    };
  }

  /** The forms of an output are told apart by their {@code type}; the generator leaves it out. */
  private static void tagOutputs(Components components) {
    Schema<?> union = new Schema<>();
    for (JsonSubTypes.Type form : Output.class.getAnnotation(JsonSubTypes.class).value()) {
      String name = form.value().getSimpleName();
      Schema<?> generated = model(components, name);
      Schema<?> tagged = new ObjectSchema();
      tagged.addProperty("type", new StringSchema()._enum(List.of(form.name())));
      for (Schema<?> part : generated.getAllOf()) {
        if (part.getProperties() != null) {
          part.getProperties().forEach((field, schema) -> tagged.addProperty(field, schema));
        }
      }
      List<String> required = new ArrayList<>(generated.getRequired());
      required.add("type");
      tagged.setRequired(required.stream().sorted().toList());
      components.addSchemas(name, tagged);
      union.addOneOfItem(new Schema<>().$ref("#/components/schemas/" + name));
    }
    components.addSchemas("Output", union);
    model(components, "Cell")
        .getProperties()
        .put(
            "outputs", new ArraySchema().items(new Schema<>().$ref("#/components/schemas/Output")));
  }

  private static Schema<?> model(Components components, String name) {
    return Objects.requireNonNull(components.getSchemas().get(name), name);
  }

  private static void addProblem(OpenAPI api) {
    Components components = api.getComponents();
    ModelConverters.getInstance(true)
        .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
        .referencedSchemas
        .forEach(components::addSchemas);
    components.addSchemas(
        PROBLEM,
        ModelConverters.getInstance(true)
            .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
            .schema);
  }
}
