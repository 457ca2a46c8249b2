package dev.nordbox.appliance.render.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the shared suites gives the bytes, or the error, that kustomize 5.8.1 gives. */
class KustomizeConformanceTest {

    @TestFactory
    List<DynamicNode> behavesAsTheOriginal() throws IOException {
        Path folder = ConformanceSuites.folder();
        if (!Files.isDirectory(folder)) {
            return List.of(DynamicTest.dynamicTest("the shared suites", () -> require(folder)));
        }
        List<DynamicNode> suites = new ArrayList<>();
        for (String name : ConformanceSuites.NAMES) {
            List<ConformanceCase> cases = ConformanceCase.of(folder.resolve(name));
            assertThat(cases).as(name).isNotEmpty();
            List<DynamicTest> tests =
                    cases.stream()
                            .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)))
                            .toList();
            suites.add(DynamicContainer.dynamicContainer(name, tests));
        }
        return suites;
    }

    /** Without the cases nothing is known: that is reported as aborted, never as passed. */
    private static void require(Path folder) {
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                () -> "no cases at " + folder + "; see -D" + ConformanceSuites.PROPERTY);
    }

    private static void check(ConformanceCase each) throws Exception {
        ConformanceCase.Verdict verdict = each.run();
        if (!verdict.passed()) {
            assertThat(verdict.actual()).isEqualTo(verdict.expected());
            throw new AssertionError("passes or fails where the original does not");
        }
    }
}
