package dev.millrace.dsl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@ArchTag("slow")
@AnalyzeClasses(packages = "dev.millrace.dsl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_DSL_KNOWS_ONLY_THE_JDK_AND_ITS_TWO_TEXT_FORMATS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.dsl..",
              "java.lang..",
              "java.util..",
              "java.math..",
              "java.net..",
              "java.time..",
              "java.text..",
              "java.nio..",
              "java.security..",
              "org.jspecify..",
              "tools.jackson..",
              "org.snakeyaml..");

  @ArchTest
  static final ArchRule THE_DSL_KNOWS_NEITHER_SPRING_NOR_SQL_NOR_CEL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "java.sql..", "javax.sql..", "jakarta..", "dev.cel..");

  @ArchTest
  static final ArchRule YAML_STAYS_IN_THE_CODEC =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.millrace.dsl.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml..");

  @ArchTest
  static final ArchRule THE_MODEL_AND_ITS_JUDGES_KNOW_NO_TEXT_FORMAT =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.millrace.dsl.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.millrace.dsl.codec..");
}
