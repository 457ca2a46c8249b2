package dev.nordbox.installer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
    @Test
    void aBucketAFolderAndADirectoryAreToldApart() throws ProblemException {
        assertThat(parse("s3://kits/boxes/prod-1/"))
                .isEqualTo(new StoreAddress.Bucket("kits", "boxes/prod-1"));
        assertThat(parse("s3://kits")).isEqualTo(new StoreAddress.Bucket("kits", ""));
        assertThat(parse("sftp://kits@store:2222/srv/kits"))
                .isEqualTo(new StoreAddress.Folder("kits@store:2222", "/srv/kits"));
        assertThat(parse("sftp://kits@[2001:db8::7]:22/~/boxes"))
                .isEqualTo(new StoreAddress.Folder("kits@[2001:db8::7]:22", "boxes"));
        assertThat(parse("sftp://store:2222/x"))
                .isEqualTo(new StoreAddress.Folder("store:2222", "/x"));
        assertThat(parse("sftp://[2001:db8::7]/x"))
                .isEqualTo(new StoreAddress.Folder("[2001:db8::7]", "/x"));
        assertThat(parse("sftp://store")).isEqualTo(new StoreAddress.Folder("store", "."));
        assertThat(parse("/mnt/kits")).isEqualTo(new StoreAddress.Directory("/mnt/kits"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://kits/boxes/prod-1",
                "s3://kits",
                "sftp://kits@store:2222/srv/kits",
                "sftp://kits@store/~/boxes",
                "/mnt/kits"
            })
    void itsTextIsReadAgain(String text) throws ProblemException {
        assertThat(parse(text).text()).isEqualTo(text);
        assertThat(parse(parse(text).text())).isEqualTo(parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3://k",
                "s3://kits/a b",
                "s3://kits/../x",
                "sftp:///srv",
                "sftp://u:c4n4ry@store/x",
                "sftp://kits@/x",
                "sftp://store/a/../b",
                "https://store/kits"
            })
    void whatIsNoneIsRefusedWithHowOneIsWritten(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parse(text))
                .matches(e -> e.exitCode() == ExitCode.USAGE)
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .contains("s3://BUCKET")
                                        .doesNotContain("c4n4ry"));
    }

    private static StoreAddress parse(String text) throws ProblemException {
        return StoreAddress.parse(text, "--from");
    }
}
