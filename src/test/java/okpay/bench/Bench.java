package okpay.bench;

import java.util.Arrays;

/// Finds the measurement by its name.
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(Arrays.copyOfRange(arguments, 1, arguments.length));
        switch (arguments[0]) {
            case "ledger" -> new LedgerBench(options).run();
            case "http" -> new HttpBench(options).run();
            case "crash" -> new CrashBench(options).run();
            case "enumeration" -> new EnumerationBench(options).run();
            case "pages" -> new PagesBench(options).run();
            case "statement" -> new StatementBench(options).run();
            case "understanding" -> new UnderstandingBench(options).run();
            case "help" -> new HelpBench(options).run();
            case "desk" -> new DeskBench(options).run();
            case "chat" -> new ChatBench(options).run();
            case "calls" -> new CallsBench(options).run();
            case "mail" -> new MailBench(options).run();
            case "themes" -> new ThemesBench(options).run();
            case "promises" -> new PromisesBench(options).run();
            default -> {
                System.err.println(
                        "There is no bench '"
                                + arguments[0]
                                + "'. Names: calls, chat, crash, desk, enumeration, help, http,"
                                + " ledger, mail, pages, promises, statement, themes,"
                                + " understanding");
                System.exit(2);
            }
        }
    }
}
