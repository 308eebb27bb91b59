#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

Q_DECLARE_METATYPE(metaspo::Fact)

namespace {

const QString letters = QStringLiteral("letters");

Candidate proposal()
{
    Candidate candidate = systemPrompt("1/outer/1", QStringLiteral("Think first."));
    candidate.parents = {step("0/start"), step("0/start")};
    return candidate;
}

CandidateJudged judged(CandidateState state, qint64 sum, const char* reason = "")
{
    return {step("1/outer/1"), state, MetaScore{sum, 2}, QString::fromLatin1(reason)};
}

/// Facts of a small run, in the order told. The candidate is kept twice, with another score after the beams changed.
QList<Fact> story()
{
    const QMap<QString, Step> firstPrompts{{letters, step("0/start/letters")}};
    return {CandidateProposed{proposal()},
            CellFinished{{step("1/outer/1"), step("0/start/letters"), letters, Split::Train},
                         {2, 1, 0, Score{500'000'000}}},
            judged(CandidateState::Scored, 1'100'000'000),
            judged(CandidateState::Adopted, 1'100'000'000, "Better than before"),
            BeamChosen{step("1/outer"), letters, {step("0/start/letters")}},
            IncumbentChosen{step("1/outer"), step("0/start"), step("1/outer/1"), {900'000'000, 2}, {1'100'000'000, 2},
                            QStringLiteral("Better than before")},
            StageReached{step("1/outer"), step("1/outer/1"), firstPrompts},
            judged(CandidateState::Kept, 1'200'000'000),
            RunEnded{EndReason::NothingToFix, QStringLiteral("All right."), step("1/outer/1"), firstPrompts}};
}

Result<void> tell(const Project& made, const Fact& fact)
{
    return written<void>([&](auto done) { made.writer().record(made.run, fact, done); });
}

} // namespace

/// Facts are told once per step; told again on replay they must be the same.
class StoreFactTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesFactsBack();
    void replaysWithoutATrace();
    void otherWordsAreTheSameFact();
    void noticesAnotherFact_data();
    void noticesAnotherFact();
    void saysBothVersionsInWords();
    void letsDropsDiffer();
    void keepsInsertions();
    void refusesWhatHasNoCandidate();
};

void StoreFactTest::givesFactsBack()
{
    const Project made = project();
    for (const Fact& fact : story())
        COMPARE_OK(tell(made, fact));
    const auto candidates = made.reader->candidates(made.run);
    COMPARE_OK(candidates);
    QCOMPARE(candidates->size(), 4);
    Candidate expected = proposal();
    expected.state = CandidateState::Kept;
    expected.score = MetaScore{1'200'000'000, 2};
    QCOMPARE(candidates->last().candidate, expected);
    QCOMPARE(candidates->last().candidate.parents.size(), 2);
    QCOMPARE(candidates->first().candidate.state, CandidateState::Initial);

    const auto decisions = made.reader->decisions(made.run);
    COMPARE_OK(decisions);
    const QList<Fact> all = story();
    QCOMPARE(*decisions, (QList<Fact>{all[4], all[5], all[6], all[8]}));
    QCOMPARE(made.reader->cells(made.run)->first().score, (CellScore{2, 1, 0, Score{500'000'000}}));

    Candidate alias = systemPrompt("1/outer/2", QStringLiteral("Think first."));
    alias.state = CandidateState::Alias;
    alias.aliasOf = step("1/outer/1");
    alias.score = MetaScore{5, 2};
    COMPARE_OK(tell(made, CandidateProposed{alias}));
    QCOMPARE(made.reader->candidates(made.run)->last().candidate, alias);
}

void StoreFactTest::replaysWithoutATrace()
{
    Project made = project();
    for (const Fact& fact : story()) {
        COMPARE_OK(tell(made, fact));
        COMPARE_OK(tell(made, fact)); // saying it twice is saying it once
    }
    const auto picture = [](Reader& reader, qint64 run) {
        QStringList lines;
        const auto records = reader.candidates(run);
        for (const CandidateRecord& record : *records)
            lines << text(record.candidate.step) + u' ' + name(record.candidate.state) + u' ' + record.candidate.reason;
        return lines << QString::number(reader.decisions(run)->size());
    };
    const QStringList before = picture(*made.reader, made.run);
    {
        const auto lease = made.store->acquireLease(made.run); // the same process starts the run again
        COMPARE_OK(lease);
        for (const Fact& fact : story()) {
            COMPARE_OK(tell(made, fact));
            QCOMPARE(picture(*made.reader, made.run), before);
        }
    }
    made.reader.reset();
    made.store.reset();
    made.store = std::move(*Store::open(made.path)); // another process does
    made.reader = std::move(*made.store->newReader());
    for (const Fact& fact : story())
        COMPARE_OK(tell(made, fact));
    QCOMPARE(picture(*made.reader, made.run), before);
    COMPARE_OK(tell(made, judged(CandidateState::Kept, 1'300'000'000))); // and goes on
    QCOMPARE(made.reader->candidates(made.run)->last().candidate.score->sumOfTaskMeans, 1'300'000'000);
}

// The sentences are those of the program's version; a run that another version began goes on.
void StoreFactTest::otherWordsAreTheSameFact()
{
    const Project made = project();
    for (const Fact& told : story())
        COMPARE_OK(tell(made, told));
    const auto facts = made.reader->decisions(made.run);
    COMPARE_OK(facts);
    const Candidate last = made.reader->candidates(made.run)->last().candidate;
    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    for (Fact fact : story()) {
        if (auto* judgement = std::get_if<CandidateJudged>(&fact))
            judgement->reason += QStringLiteral(" In other words.");
        else if (auto* choice = std::get_if<IncumbentChosen>(&fact))
            choice->reason += QStringLiteral(" In other words.");
        else if (auto* end = std::get_if<RunEnded>(&fact))
            end->explanation += QStringLiteral(" In other words.");
        COMPARE_OK(tell(made, fact));
    }
    COMPARE_OK(tell(made, story().back()));
    QVERIFY(made.reader->decisions(made.run).value() == *facts);
    QVERIFY(made.reader->candidates(made.run)->last().candidate == last);
}

void StoreFactTest::noticesAnotherFact_data()
{
    QTest::addColumn<Fact>("fact");
    QTest::addColumn<int>("after"); ///< how much of the story was told again before
    Candidate other = proposal();
    other.text = QStringLiteral("Think twice.");
    QTest::newRow("text") << Fact{CandidateProposed{other}} << 0;
    other = proposal();
    other.parents.removeLast();
    QTest::newRow("parents") << Fact{CandidateProposed{other}} << 0;
    other = proposal();
    other.state = CandidateState::Rejected;
    other.reason = QStringLiteral("Too long");
    QTest::newRow("rejected") << Fact{CandidateProposed{other}} << 0;
    QTest::newRow("cell") << Fact{CellFinished{{step("1/outer/1"), step("0/start/letters"), letters, Split::Train},
                                               {2, 2, 0, Score{Score::one}}}}
                          << 1;
    QTest::newRow("score") << Fact{judged(CandidateState::Scored, 1'100'000'001)} << 2;
    QTest::newRow("state") << Fact{judged(CandidateState::Kept, 1'100'000'000)} << 2;
    QTest::newRow("adopted") << Fact{judged(CandidateState::Adopted, 1'100'000'001, "Other reason")} << 3;
    QTest::newRow("beam") << Fact{BeamChosen{step("1/outer"), letters, {}}} << 4;
    QTest::newRow("incumbent") << Fact{IncumbentChosen{step("1/outer"), step("0/start"), step("0/start"), {}, {}, {}}}
                               << 5;
    QTest::newRow("stage") << Fact{StageReached{step("1/outer"), step("0/start"), {}}} << 6;
    QTest::newRow("kept") << Fact{judged(CandidateState::Kept, 1'100'000'000)} << 7;
    QTest::newRow("end") << Fact{RunEnded{EndReason::AllIterationsDone, QStringLiteral("All right."),
                                          step("1/outer/1"), {}}}
                         << 8;
}

void StoreFactTest::noticesAnotherFact()
{
    QFETCH(Fact, fact);
    QFETCH(int, after);
    const Project made = project();
    for (const Fact& told : story())
        COMPARE_OK(tell(made, told));
    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    for (int i = 0; i < after; ++i)
        COMPARE_OK(tell(made, story().at(i)));
    const auto refused = tell(made, fact);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StepDiffers);
    QCOMPARE(made.reader->candidates(made.run)->last().candidate.state, CandidateState::Kept); // nothing changed
    COMPARE_OK(tell(made, story().at(after)));
}

void StoreFactTest::saysBothVersionsInWords()
{
    const Project made = project();
    COMPARE_OK(tell(made, CandidateProposed{proposal()}));
    Candidate other = proposal();
    other.text = QStringLiteral("Think twice.");
    const QString words = sentence(tell(made, CandidateProposed{other}).error());
    QVERIFY2(words.contains(QStringLiteral("\"Think first.\"")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("\"Think twice.\"")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("1/outer/1")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("Fork")), qPrintable(words));
}

void StoreFactTest::letsDropsDiffer()
{
    const Project made = project();
    const CandidateDropped dropped{step("1/outer/1"), {1'000'000'000, 2}, 7, 20};
    COMPARE_OK(tell(made, CandidateProposed{proposal()}));
    COMPARE_OK(tell(made, dropped));
    COMPARE_OK(tell(made, judged(CandidateState::Dropped, 0, "Cannot win")));
    QCOMPARE(made.reader->candidates(made.run)->last().candidate.state, CandidateState::Dropped);
    evaluate(made.writer(), made.run, place(letters, 0), OutcomeKind::Wrong, QStringLiteral("B"));
    QVERIFY(!made.reader->cells(made.run)->first().droppedCandidate);

    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    COMPARE_OK(tell(made, CandidateProposed{proposal()}));
    CandidateDropped later = dropped;
    later.answered = 9;
    COMPARE_OK(tell(made, later)); // another order of arrival
    COMPARE_OK(tell(made, judged(CandidateState::Scored, 900'000'000)));
    QCOMPARE(made.reader->candidates(made.run)->last().candidate.state, CandidateState::Scored);
}

void StoreFactTest::keepsInsertions()
{
    const Project made = project();
    const Insertion edited{PromptKind::System, {}, QStringLiteral("By hand."), step("0/start")};
    const Insertion made2{PromptKind::User, letters, QStringLiteral("By hand: {question}"), {}};
    const auto insert = [&](const std::optional<Step>& loop, const Insertion& insertion) {
        return written<void>([&](auto done) { made.writer().insert(made.run, loop, insertion, done); });
    };
    const auto bind = [&](const char* loop, PromptKind kind) {
        return written<void>([&](auto done) { made.writer().bindInsertions(made.run, step(loop), kind, done); });
    };
    for (const Insertion& insertion : {edited, made2, edited})
        COMPARE_OK(insert({}, insertion));
    QCOMPARE(*made.reader->insertions(made.run, {}), (QList<Insertion>{edited, made2}));
    COMPARE_OK(bind("2/outer", PromptKind::System));
    QCOMPARE(*made.reader->insertions(made.run, step("2/outer")), QList<Insertion>{edited});
    QCOMPARE(*made.reader->insertions(made.run, {}), QList<Insertion>{made2});
    QCOMPARE(made.reader->insertions(made.run, step("1/outer"))->size(), 0);
    // A second time it waits anew; what the loop has, it does not get again.
    COMPARE_OK(insert({}, edited));
    COMPARE_OK(bind("2/outer", PromptKind::System));
    QCOMPARE(*made.reader->insertions(made.run, step("2/outer")), QList<Insertion>{edited});
    QCOMPARE(*made.reader->insertions(made.run, {}), QList<Insertion>{made2});
    COMPARE_OK(insert(step("2/inner"), made2));
    QCOMPARE(*made.reader->insertions(made.run, step("2/inner")), QList<Insertion>{made2});
    Candidate taken = systemPrompt("2/outer/10", edited.text);
    taken.origin = Origin::ByHand;
    COMPARE_OK(tell(made, CandidateProposed{taken}));
    QCOMPARE(made.reader->candidates(made.run)->last().editedFrom, QStringLiteral("0/start"));
}

void StoreFactTest::refusesWhatHasNoCandidate()
{
    const Project made = project();
    QCOMPARE(tell(made, judged(CandidateState::Scored, 1)).error().kind, ErrorKind::NotFound);
    QCOMPARE(tell(made, CandidateDropped{step("1/outer/1"), {}, 0, 0}).error().kind, ErrorKind::NotFound);
    QCOMPARE(written<void>([&](auto done) { made.writer().record(99, CandidateProposed{proposal()}, done); })
                 .error()
                 .kind,
             ErrorKind::NotFound);
    COMPARE_OK(tell(made, CandidateProposed{proposal()}));
    COMPARE_OK(tell(made, judged(CandidateState::Scored, 1)));
}

QTEST_GUILESS_MAIN(StoreFactTest)
#include "StoreFactTest.moc"
