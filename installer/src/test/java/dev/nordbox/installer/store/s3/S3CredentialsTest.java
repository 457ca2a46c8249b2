package dev.nordbox.installer.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.store.StoreRefused;
import org.junit.jupiter.api.Test;

class S3CredentialsTest {
    @Test
    void theFirstProfileCountsAndWhatElseStandsThereDoesNot() throws StoreRefused {
        String text =
                """
                # made by somebody
                [kits]
                region = no-1
                aws_access_key_id=AKIA1
                aws_secret_access_key = a/b=c
                [other]
                aws_access_key_id = AKIA2
                """;

        S3Credentials read = S3Credentials.parse(text, "file");

        assertThat(read).isEqualTo(new S3Credentials("AKIA1", "a/b=c"));
        assertThat(S3Credentials.parse(read.print(), "file")).isEqualTo(read);
    }

    @Test
    void halfOfThemIsToldWithoutTheHalfThatIsThere() {
        assertThatThrownBy(() -> S3Credentials.parse("aws_secret_access_key = c4n4ry\n", "file"))
                .hasMessage("file has no aws_access_key_id");
    }

    @Test
    void theyAreNotPrinted() {
        assertThat(new S3Credentials("AKIA1", "c4n4ry")).hasToString("***");
    }
}
