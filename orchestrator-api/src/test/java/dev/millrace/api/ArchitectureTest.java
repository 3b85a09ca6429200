package dev.millrace.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.RestController;

@ArchTag("slow")
@AnalyzeClasses(packages = "dev.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** The service uses a worker's messages and its notebook document, never what runs user code. */
  @ArchTest
  static final ArchRule THE_SERVER_RUNS_NO_USER_CODE =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.executor.kernel..",
              "dev.millrace.executor.environment..",
              "dev.millrace.executor.worker..",
              "dev.millrace.executor.step..");

  @ArchTest
  static final ArchRule SCHEDULER_AND_EXECUTOR_DO_NOT_KNOW_THE_SERVICE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.millrace.scheduler..", "dev.millrace.executor..", "dev.millrace.dsl..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.millrace.api..");

  @ArchTest
  static final ArchRule CONTROLLERS_ARE_NOBODY_ELSES_BUSINESS =
      classes().that().areAnnotatedWith(RestController.class).should().notBePublic();

  @ArchTest
  static final ArchRule PROBLEMS_AND_PAGES_KNOW_NO_RESOURCE =
      noClasses()
          .that()
          .resideInAnyPackage("dev.millrace.api.problems..", "dev.millrace.api.paging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.api.runs..",
              "dev.millrace.api.attempts..",
              "dev.millrace.api.identity..",
              "dev.millrace.api.security..");
}
