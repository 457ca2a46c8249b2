package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRevisionTest {

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1.*            ; v1.0.0 v1.2.0 v1.10.0 v2.0.0      ; v1.10.0",
                "1.x            ; 1.0.0 1.2.0 2.0.0                 ; 1.2.0",
                "*              ; v0.1.0 v3.0.0-rc.1 v2.9.9         ; v2.9.9",
                ">=1.2 <2       ; 1.1.9 1.2.0 1.9.9 2.0.0           ; 1.9.9",
                ">=1.2, <1.9    ; 1.1.9 1.2.0 1.9.9 2.0.0           ; 1.2.0",
                "~1.2.3         ; 1.2.2 1.2.9 1.3.0                 ; 1.2.9",
                "~1.2           ; 1.2.9 1.3.0                       ; 1.2.9",
                "~1             ; 1.2.9 1.9.0 2.0.0                 ; 1.9.0",
                "^1.2           ; 1.1.0 1.2.0 1.8.0 2.0.0           ; 1.8.0",
                "^0.2.3         ; 0.2.2 0.2.9 0.3.0                 ; 0.2.9",
                "^0.0.3         ; 0.0.3 0.0.4                       ; 0.0.3",
                "^0             ; 0.0.3 0.9.0 1.0.0                 ; 0.9.0",
                "1.0 - 1.4      ; 0.9.0 1.0.0 1.4.7 1.5.0           ; 1.4.7",
                "1.0 - 1.4.2    ; 1.4.2 1.4.7                       ; 1.4.2",
                "<2 || >=4      ; 1.9.0 3.0.0 4.1.0                 ; 4.1.0",
                ">1             ; 1.9.0 2.0.0                       ; 2.0.0",
                ">1.2.3         ; 1.2.3 1.2.4                       ; 1.2.4",
                "<=1.2          ; 1.2.9 1.3.0                       ; 1.2.9",
                "!=1.2          ; 1.1.0 1.2.3                       ; 1.1.0",
                "!=1.2.3        ; 1.2.2 1.2.3                       ; 1.2.2",
                ">=1.0.0-0      ; 1.0.0 2.0.0-rc.1                  ; 2.0.0-rc.1",
                ">=1.0.0        ; 1.0.0 2.0.0-rc.1                  ; 1.0.0",
                "<2.0.0-rc.2    ; 2.0.0-rc.1 2.0.0-rc.2             ; 2.0.0-rc.1",
                "=1.2           ; 1.2.0 1.2.5 1.3.0                 ; 1.2.5",
                "v1.*           ; v1.2.0 v2.0.0                     ; v1.2.0",
                "2.*            ; v1.0.0                            ; -",
                "1.2.3          ; 1.2.3 1.2.4                       ; 1.2.3",
                "v1.2           ; v1.2.9                            ; -",
                "1.2            ; 1.2.9 1.2                         ; 1.2",
            })
    void rangesPickTagsAndPlainVersionsPin(String wish, String tags, String picked)
            throws Exception {
        List<RemoteRef> refs =
                Arrays.stream(tags.split(" "))
                        .map(tag -> new RemoteRef("refs/tags/" + tag, "c-" + tag))
                        .toList();
        assertThat(
                        new TargetRevision(wish)
                                .resolve(refs)
                                .map(ref -> ref.name().substring("refs/tags/".length()))
                                .orElse("-"))
                .isEqualTo(picked);
    }

    @Test
    void aBranchNamedLikeARangeIsFoundWhenNoTagFits() throws Exception {
        List<RemoteRef> refs =
                List.of(
                        new RemoteRef("refs/heads/1.x", "branch"),
                        new RemoteRef("refs/heads/1.x-next", "another"),
                        new RemoteRef("refs/tags/v2.0.0", "tag"));

        assertThat(new TargetRevision("1.x").resolve(refs).orElseThrow().commit())
                .isEqualTo("branch");
        assertThat(new TargetRevision("2.x").resolve(refs).orElseThrow().commit()).isEqualTo("tag");
        assertThat(new TargetRevision("3.x").resolve(refs)).isEmpty();
    }

    @Test
    void aTagThatFitsTheRangeGoesBeforeTheBranchOfItsName() throws Exception {
        List<RemoteRef> refs =
                List.of(
                        new RemoteRef("refs/heads/1.x", "branch"),
                        new RemoteRef("refs/tags/v1.4.0", "tag"));

        assertThat(new TargetRevision("1.x").resolve(refs).orElseThrow().commit()).isEqualTo("tag");
    }

    @Test
    void aRangeAsksForTheBranchOfItsNameAsWell() {
        assertThat(new TargetRevision("1.x").refPrefixes())
                .containsExactly("refs/tags/", "refs/heads/1.x");
        assertThat(new TargetRevision(">=1.2 <2").refPrefixes())
                .as("no branch can have this name")
                .containsExactly("refs/tags/");
    }

    @Test
    void aRangeIsNotJudgedByTheNamesOfBranches() throws Exception {
        assertThat(
                        new TargetRevision("1.*")
                                .resolve(List.of(new RemoteRef("refs/heads/1.2.0", "c"))))
                .isEmpty();
    }

    @Test
    void ofTagsWithAPrefixOnlyThoseCountAndItIsNoPartOfTheVersion() throws Exception {
        List<RemoteRef> refs =
                List.of(
                        new RemoteRef("refs/tags/v0.1.9", "everybody's"),
                        new RemoteRef("refs/tags/component-b/v0.1.8", "another's"),
                        new RemoteRef("refs/tags/component-a/v0.1.2", "older"),
                        new RemoteRef("refs/tags/component-a/v0.1.3", "its own"),
                        new RemoteRef("refs/tags/component-a/v0.2.0", "too new"));
        TargetRevision wish = new TargetRevision(TagRange.among("component-a/", "v0.1.*"));

        assertThat(wish.resolve(refs).orElseThrow().commit()).isEqualTo("its own");
        assertThat(wish.refPrefixes()).containsExactly("refs/tags/component-a/");
        assertThat(wish).hasToString("v0.1.* after the tagPrefix component-a/");
        assertThat(new TargetRevision(TagRange.among("other/", "v0.1.*")).resolve(refs)).isEmpty();
    }

    @Test
    void whatIsNoRangeIsNamedWithItsPrefix() {
        assertThat(TagRange.among("component-a/", "main")).isEqualTo("main");
        assertThat(TagRange.among("component-a/", "")).isEmpty();
        assertThat(TagRange.among("", "v0.1.*")).isEqualTo("v0.1.*");
    }

    @Test
    void emptyMeansHead() {
        assertThat(new TargetRevision("").refPrefixes()).containsExactly("HEAD");
    }

    @Test
    void shortNameDoesNotMatchTheEndOfALongerOne() throws Exception {
        assertThat(
                        new TargetRevision("main")
                                .resolve(List.of(new RemoteRef("refs/heads/feature/main", "c"))))
                .isEmpty();
    }

    @Test
    void branchAndTagAtOneCommitAreNoQuestion() throws Exception {
        assertThat(
                        new TargetRevision("v1")
                                .resolve(
                                        List.of(
                                                new RemoteRef("refs/heads/v1", "c"),
                                                new RemoteRef("refs/tags/v1", "c"))))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"main", "feature/x-1", "HEAD", "release-1.x-final", "deadbeef", "1.2 beta"})
    void nameIsNotARange(String name) {
        assertThat(VersionRange.parse(name)).isEmpty();
    }
}
