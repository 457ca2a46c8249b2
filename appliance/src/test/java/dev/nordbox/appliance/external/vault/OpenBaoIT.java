package dev.nordbox.appliance.external.vault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real one, which ends with the class. */
class OpenBaoIT extends VaultLoginContract {
    private static OpenBao openBao;

    @BeforeAll
    static void start() throws Exception {
        openBao = OpenBao.start();
    }

    @AfterAll
    static void stop() throws Exception {
        openBao.close();
    }

    @Override
    VaultServer server() {
        return openBao;
    }
}
