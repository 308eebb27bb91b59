#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace metaspo;
using namespace metaspo::samples;

/// What a run's calls cost, may have cost, and took.
class StoreSpendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatWasSpent();
    void hasNoCostWhereAPriceIsUnknown();
    void countsTriesThatMayHaveBeenPaid();
    void paceLeavesPausesOut();
    void countsWhatOldFilesDidNot();
};

void StoreSpendingTest::countsWhatWasSpent()
{
    const Project made = project();
    const qint64 original = evaluate(made.writer(), made.run, place(QStringLiteral("letters"), 0),
                                     OutcomeKind::Correct, QStringLiteral("A"));
    const auto optimizer = written<qint64>([&](auto done) {
        made.writer().callSent(optimizerCall(made.run, QStringLiteral("1/outer/1 analyse-system-prompt")), done);
    });
    AnsweredCall unreported = answer(*optimizer, QStringLiteral("because"));
    unreported.completion.usage = {};
    COMPARE_OK(written<void>([&](auto done) { made.writer().callAnswered(unreported, done); }));
    const NewCall same = evaluationCall(made.run, place(QStringLiteral("letters"), 1));
    const auto reused = written<qint64>([&](auto done) { made.writer().callReused(same, original, done); });
    COMPARE_OK(reused);
    QCOMPARE(*written<qint64>([&](auto done) { made.writer().callReused(same, original, done); }), *reused);

    const auto record = made.reader->run(made.run);
    QCOMPARE(record->baseCalls, 1);
    QCOMPARE(record->optimizerCalls, 1);
    QCOMPARE(record->reusedCalls, 1);
    QCOMPARE(record->inputTokens, 120);
    QCOMPARE(record->cachedTokens, 20);
    QCOMPARE(record->outputTokens, 30);
    QCOMPARE(record->costNanoDollars, std::optional<qint64>(2'500));
    QCOMPARE(made.reader->spending(made.run)->calls, 2);
    const CallRecord row = made.reader->calls({*reused})->first();
    QVERIFY(row.reused);
    QCOMPARE(row.costNanoDollars, std::optional<qint64>(0));
    QCOMPARE(made.reader->call(*reused)->completion.text, QStringLiteral("The answer is A."));
}

void StoreSpendingTest::hasNoCostWhereAPriceIsUnknown()
{
    const Project made = project();
    const auto id = written<qint64>([&](auto done) {
        made.writer().callSent(evaluationCall(made.run, place(QStringLiteral("letters"), 0)), done);
    });
    AnsweredCall unpriced = answer(*id, QStringLiteral("A"));
    unpriced.costNanoDollars.reset();
    COMPARE_OK(written<void>([&](auto done) { made.writer().callAnswered(unpriced, done); }));
    QVERIFY(!made.reader->run(made.run)->costNanoDollars);
    QCOMPARE(made.reader->spending(made.run)->unpricedCalls, 1);
    QCOMPARE(made.reader->spending(made.run)->nanoDollars, 7'000); // the reserve stands for it
    QCOMPARE(made.reader->spending(made.run)->calls, 1);
    QCOMPARE(*made.store->check(), QStringList());
}

void StoreSpendingTest::countsTriesThatMayHaveBeenPaid()
{
    const Project made = project();
    const QList<FailedAttempt> tries{{1, QStringLiteral("timed_out"), 0, {}, true, 1, 2},
                                     {2, QStringLiteral("rate_limited"), 429, {}, false, 3, 4},
                                     {3, QStringLiteral("timed_out"), 0, {}, true, 5, 6}};
    const auto answered = written<qint64>([&](auto done) {
        made.writer().callSent(evaluationCall(made.run, place(QStringLiteral("letters"), 0)), done);
    });
    AnsweredCall late = answer(*answered, QStringLiteral("A"));
    late.failedAttempts = tries;
    COMPARE_OK(written<void>([&](auto done) { made.writer().callAnswered(late, done); }));
    QCOMPARE(made.reader->spending(made.run)->possiblyPaid, 2);
    QCOMPARE(made.reader->spending(made.run)->nanoDollars, 1'250 + 2 * 7'000);
    const auto failed = written<qint64>([&](auto done) {
        made.writer().callSent(evaluationCall(made.run, place(QStringLiteral("letters"), 1)), done);
    });
    COMPARE_OK(written<void>([&](auto done) { made.writer().callFailed(*failed, tries, done); }));
    QCOMPARE(made.reader->spending(made.run)->possiblyPaid, 4);
    QCOMPARE(made.reader->spending(made.run)->nanoDollars, 1'250 + 4 * 7'000);
    QCOMPARE(made.reader->run(made.run)->possiblyPaidCalls, 4);
    QCOMPARE(made.reader->run(made.run)->costNanoDollars, std::optional<qint64>(1'250));
    COMPARE_OK(written<void>([&](auto done) { made.writer().callAnswered(late, done); })); // known: counted once
    QCOMPARE(made.reader->spending(made.run)->possiblyPaid, 4);
    QCOMPARE(*made.store->check(), QStringList());
}

void StoreSpendingTest::paceLeavesPausesOut()
{
    Project made = project();
    for (int example = 0; example < 3; ++example)
        evaluate(made.writer(), made.run,
                 place(QStringLiteral("letters"), example, example < 2 ? Split::Train : Split::Validation),
                 OutcomeKind::Correct, QStringLiteral("A"));
    made.reader.reset();
    made.store.reset();
    {
        // Answers 40 s after one another, the last one on the next morning; each took 2 s, the last one 5 s.
        SQLite::Database file(made.path.toStdString(), SQLite::OPEN_READWRITE);
        SQLite::Statement trigger(file, "SELECT sql FROM sqlite_schema WHERE name = 'call_answer_is_final'");
        QVERIFY(trigger.executeStep());
        const std::string sql = trigger.getColumn(0).getString();
        trigger.reset();
        file.exec("DROP TRIGGER call_answer_is_final");
        for (int call = 0; call < 3; ++call) {
            const qint64 at = 1'790'000'000'000 + 40'000 * call + (call == 2 ? 36'000'000 : 0);
            SQLite::Statement update(file,
                                     "UPDATE call SET answered_unix_ms = ?1, sent_unix_ms = ?1 - ?2, latency_us = 1 "
                                     "WHERE call_id = (SELECT call_id FROM call ORDER BY call_id LIMIT 1 OFFSET ?3)");
            update.bind(1, static_cast<int64_t>(at));
            update.bind(2, call == 2 ? 5'000 : 2'000);
            update.bind(3, call);
            update.exec();
        }
        file.exec(sql);
    }
    const auto store = Store::open(made.path);
    COMPARE_OK(store);
    const auto pace = (*(*store)->newReader())->pace(made.run);
    COMPARE_OK(pace);
    QCOMPARE(pace->answers, 3);
    QCOMPARE(pace->milliseconds, 2'000 + 40'000 + 5'000);
}

// Version 1 counted neither tries that may have been paid nor the reserves of answers of unknown cost.
void StoreSpendingTest::countsWhatOldFilesDidNot()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.metaspo"));
    QVERIFY(QFile::copy(QStringLiteral(METASPO_SOURCE_DIR "/tests/core/store/fixtures/schema_1.metaspo"), path));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    {
        SQLite::Database file(path.toStdString(), SQLite::OPEN_READWRITE);
        file.exec(
            "INSERT INTO call_attempt(call_id, attempt, outcome, http_status, message, possibly_paid, sent_unix_ms, "
            "ended_unix_ms) SELECT call_id, column1, 'timed_out', 0, '', column2, 1, 2 FROM call, "
            "(VALUES (1, 1), (2, 0), (3, 1)) WHERE state = 'ok'; "
            "INSERT INTO call(run_id, key, wave, role, state, digest, temperature, output_limit_tokens, "
            "reserved_nano_dollars, sent_unix_ms) SELECT run_id, 'x', '1/outer', 'optimizer', 'sent', x'00', 1, 9, "
            "500, 1 FROM run; "
            "UPDATE call SET state = 'ok' WHERE key = 'x'; "
            "INSERT INTO call_response SELECT call_id, '', '', '', '', '' FROM call WHERE key = 'x'");
    }
    const auto store = Store::open(path);
    COMPARE_OK(store);
    QCOMPARE(*(*store)->check(), QStringList());
    const auto reader = (*store)->newReader();
    QCOMPARE((*reader)->run(1)->possiblyPaidCalls, 2 + 2);
    QCOMPARE((*reader)->spending(1)->unpricedCalls, 1);
    QCOMPARE((*reader)->spending(1)->nanoDollars, 1'250 + 2 * 90'000 + 2 * 7'000 + 500);
}

QTEST_GUILESS_MAIN(StoreSpendingTest)
#include "StoreSpendingTest.moc"
