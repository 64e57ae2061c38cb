package io.reelflow.dataflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.reelflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule MEDIA_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAPackage("io.reelflow.media..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka..",
                    "org.apache.hadoop..",
                    "org.springframework..",
                    "io.reelflow.dataflow..");

    @ArchTest
    static final ArchRule SCHEMAS_DEPEND_ON_NOBODY = noClasses()
            .that()
            .resideInAPackage("io.reelflow.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.reelflow.media..", "io.reelflow.dataflow..");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_A_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.reelflow.ingest..", "io.reelflow.status..", "io.reelflow.local..");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_NO_STAGE = noClasses()
            .that()
            .resideInAPackage("io.reelflow.dataflow.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.reelflow.dataflow.stage..",
                    "io.reelflow.dataflow.sink..",
                    "io.reelflow.dataflow.schedule..",
                    "io.reelflow.dataflow.lifecycle..");
}
