package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One mirror, wanted by two clusters. */
class SharedRevisionsTest {

    private final Fetched repository = new Fetched();
    private final SharedRevisions shared = new SharedRevisions(repository);
    private final RootRevisions one = shared.share();
    private final RootRevisions two = shared.share();

    @Test
    void aRevisionIsForgottenWhenNobodyNamesItAnyMore() {
        one.want("main");
        one.want("v1");
        two.want("v1");
        two.want("v2");
        one.wantOnly(Set.of("main"));
        two.wantOnly(Set.of("main", "v1"));
        assertThat(repository.wanted).containsExactly("main", "v1");

        two.wantOnly(Set.of("main"));

        assertThat(repository.wanted).containsExactly("main");
    }

    @Test
    void whileOneClusterHasNotBeenHeardOfNothingIsForgotten() {
        one.want("v1");
        one.wantOnly(Set.of("main"));

        assertThat(repository.wanted).contains("v1");
    }

    @Test
    void whatOneWantsSinceIsNotForgottenByTheOther() {
        one.wantOnly(Set.of("main"));
        two.wantOnly(Set.of("main"));
        one.want("v3");

        two.wantOnly(Set.of("main"));

        assertThat(repository.wanted).contains("v3");
    }

    @Test
    void eachSeesItsOwn() {
        one.want("v1");
        two.want("v2");

        assertThat(one.statuses())
                .extracting(RepositoryStatus::targetRevision)
                .containsExactly("v1");
        assertThat(two.statuses())
                .extracting(RepositoryStatus::targetRevision)
                .containsExactly("v2");
    }

    private static final class Fetched implements RootRevisions {

        private Set<String> wanted = new TreeSet<>();

        @Override
        public Sighting want(String targetRevision) {
            wanted.add(targetRevision);
            return Sighting.NOT_YET;
        }

        @Override
        public void wantOnly(Set<String> targetRevisions) {
            wanted.retainAll(targetRevisions);
        }

        @Override
        public void askAnew() {
            // it is asked for all the time
        }

        @Override
        public Answered answered(String targetRevision) {
            return Answered.YES;
        }

        @Override
        public List<RepositoryStatus> statuses() {
            return wanted.stream()
                    .map(
                            revision ->
                                    new RepositoryStatus(
                                            "https://git.example/ops/infra",
                                            revision,
                                            "",
                                            Optional.empty(),
                                            Optional.empty(),
                                            true,
                                            false,
                                            Optional.empty()))
                    .toList();
        }
    }
}
