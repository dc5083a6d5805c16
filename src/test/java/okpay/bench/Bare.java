package okpay.bench;

import java.nio.file.Path;
import okpay.Okpay;
import okpay.database.EmbeddedPostgres;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// An OKPay that makes what a bench needs, and stops again.
final class Bare {

    private Bare() {}

    /// Without demo data and without anything learned.
    static ConfigurableApplicationContext okpay(Path data, EmbeddedPostgres database) {
        return new SpringApplicationBuilder(Okpay.class)
                .run(
                        "--server.port=0",
                        "--okpay.demo=false",
                        "--okpay.understanding.learn=false",
                        "--okpay.help.by-meaning=false",
                        "--okpay.search.dir=" + data.resolve("search-prepare"),
                        "--okpay.database.url=" + database.owner().jdbcUrl(),
                        "--okpay.database.user=" + database.owner().user(),
                        "--okpay.database.password=" + database.owner().password());
    }
}
