package dev.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions between modules, seen from the top, where all of them are on the class path. */
@ArchTag("slow")
@AnalyzeClasses(packages = "dev.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule schedulerAndExecutorNeverSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.scheduler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.millrace.executor..");

  @ArchTest
  static final ArchRule workersKnowNoDatabaseAndNoSpring =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.executor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.scheduler..",
              "dev.millrace.api..",
              "java.sql..",
              "javax.sql..",
              "org.springframework..");

  @ArchTest
  static final ArchRule theServiceKnowsOfTheExecutorOnlyTheProtocolAndTheNotebookDocument =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.executor.kernel..",
              "dev.millrace.executor.environment..",
              "dev.millrace.executor.files..",
              "dev.millrace.executor.worker..");

  @ArchTest
  static final ArchRule theEngineImportsTheJdkAndTheModelOnly =
      classes()
          .that()
          .resideInAPackage("dev.millrace.scheduler.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.scheduler.engine..", "dev.millrace.dsl..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule theModelKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.dsl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.scheduler..",
              "dev.millrace.executor..",
              "dev.millrace.api..",
              "dev.millrace.client..",
              "org.springframework..",
              "java.sql..",
              "dev.cel..");

  @ArchTest
  static final ArchRule theClientKnowsTheModelAndHttp =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.scheduler..",
              "dev.millrace.executor..",
              "dev.millrace.api..",
              "org.springframework..",
              "java.sql..");
}
