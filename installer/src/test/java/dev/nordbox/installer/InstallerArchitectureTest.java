package dev.nordbox.installer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallerArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.nordbox.installer");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.apache.sshd.. | ..installer.host.ssh..",
                "org.bouncycastle.. | ..installer.host.ssh..,..installer.age..",
                "software.amazon.. | ..installer.store.s3..",
                "picocli.. | ..installer.cli..",
                "org.snakeyaml.. | ..installer.config..,..installer.kubeconfig..,..installer.secret..",
                "ch.qos.logback.. | ..installer.output..",
                "org.eclipse.jgit.. | nowhere",
                "io.fabric8.. | nowhere",
                "tools.jackson.. | nowhere",
                "freemarker.. | nowhere"
            })
    void aLibraryLivesInOnePackage(String library, String packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages.split(","))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.nordbox.installer.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void flowsDoNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..installer.cli..", "dev.nordbox.installer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..installer.cli..")
                .check(CLASSES);
    }

    /** It hands out what nobody has proved, and takes memory that grows with the square. */
    @Test
    void nothingIsDecryptedByACipherStream() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.crypto.CipherInputStream")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        ArchRuleDefinition.classes().should(liveInANullMarkedPackage()).check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Misc)$")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
