package dev.nordbox.appliance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.control.AuditTrail;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplianceArchitectureTest {
    private static final Set<String> BOOKKEEPING =
            Set.of(
                    "StatusWriting",
                    "Leadership",
                    "SealedSecretReports",
                    "Reports",
                    "OtherController",
                    "Comparison",
                    "ProbedAnew",
                    "Differences");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.nordbox.appliance");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.eclipse.jgit.. | ..appliance.git..",
                "org.apache.sshd.. | ..appliance.git..",
                "org.bouncycastle.. | ..appliance.seal..",
                "io.fabric8.. | ..appliance.cluster..",
                "net.thisptr.. | ..appliance.jq..",
                "com.fasterxml.. | ..appliance.jq..",
                "dev.cel.. | ..appliance.cel..",
                "com.google.common.. | nowhere",
                "com.google.protobuf.. | nowhere",
                "org.antlr.. | nowhere",
                "redis.clients.. | ..appliance.redis..",
                "org.snakeyaml.. | ..appliance.render.yaml..,..appliance.config..",
                "tools.jackson.. | ..appliance.json..,..appliance.config..",
                "com.google.re2j.. | ..appliance.render.gotemplate..",
                "freemarker.. | nowhere",
                "ch.qos.logback.. | nowhere",
                "picocli.. | nowhere",
                "dev.nordbox.installer.. | nowhere"
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
        slices().matching("dev.nordbox.appliance.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /**
     * Whatever changes the cluster tells of it. What is left off is bookkeeping: status, Events,
     * the Lease, and dry runs.
     */
    @Test
    void whatChangesTheClusterTellsTheAuditTrail() {
        ArchRuleDefinition.classes()
                .that(changeTheCluster())
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(AuditTrail.class, WriteBook.class)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> changeTheCluster() {
        return DescribedPredicate.describe(
                "change the cluster",
                type ->
                        !type.getPackageName().equals(Cluster.class.getPackageName())
                                && !BOOKKEEPING.contains(type.getSimpleName())
                                && type.getMethodCallsFromSelf().stream()
                                        .anyMatch(ApplianceArchitectureTest::changes));
    }

    private static boolean changes(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Cluster.class)
                && call.getTarget()
                        .getName()
                        .matches("apply|create(As|IfAbsent)?|replace(As)?|patch|delete");
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

    /** The random generators that it looks for lie in a module that small runtimes leave out. */
    @Test
    void nothingNeedsTheModuleOfRandomGenerators() {
        noClasses()
                .should()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .callMethod(RandomGenerator.class, "of", String.class)
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
