#pragma once

#include "tests/core/store/StoreSamples.h"

#include <QTest>

namespace metaspo {

/// Rows of a table-driven test with the column "text"; each has the word that ShownTexts looks for.
inline void addHostileTexts()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("picture")
        << QStringLiteral("<img src=\"file:///etc/passwd\"> Hostile <b>bold</b> <a href=\"http://x\">y</a>");
    QTest::newRow("script") << QStringLiteral("<script>alert('x')</script> Hostile & <b>bold</b>");
    QTest::newRow("closed paragraph") << QStringLiteral("</p><img src='x'> Hostile \"quoted\", 'too' %1 %2 &amp; &x");
    QTest::newRow("control characters")
        << QStringLiteral("Hostile \x1b[31mred\x07\b\x7f") + QChar(0x9B) + QStringLiteral("2J");
    QTest::newRow("turned around") << QStringLiteral("Hostile \u202Egnp.exe\u202C \u2066x\u2069 \u200Fr \u200Bz");
    QTest::newRow("emoji") << QString::fromUtf8("Hostile 😀 👩‍👩‍👧 ❤️ 🇩🇪");
    QTest::newRow("zero") << QStringLiteral("Hostile ") + QChar(0) + QStringLiteral(" after");
    QTest::newRow("lines") << QStringLiteral("Hostile\r\nsecond\nthird\u2028fourth\u2029fifth\rsixth\tend");
    QTest::newRow("formula") << QStringLiteral("=HYPERLINK(\"http://x\") Hostile");
    QTest::newRow("a megabyte in one line") << QStringLiteral("Hostile ") + QString(1'000'000, QLatin1Char('x'));
}

/// Writes a project in which a text stands wherever a text can stand: in names, domains, questions, answers, prompts,
/// responses, reasons, errors, notes. Names are its beginning. Run 1 has ended and was changed by an outer loop.
class HostileProject
{
public:
    explicit HostileProject(QString text) : m_text(std::move(text)) {}

    const QString& text() const { return m_text; }
    QString name() const { return m_text.left(60); }

    void write(const QString& path)
    {
        m_store = valueOf(Store::create(path));
        Writer& writer = m_store->writer();
        const auto ids = valueOf(samples::written<QList<qint64>>([&](auto done) { writer.saveTasks({task()}, done); }));
        const Task stored = valueOf(valueOf(m_store->newReader())->task(ids.first()));
        const NewRun made = newRun(stored);
        const qint64 run = valueOf(samples::written<qint64>([&](auto done) { writer.createRun(made, done); }));
        proposed(run, Step{0, Loop::Start, {}, 0}, PromptKind::System, m_text);
        proposed(run, Step{0, Loop::Start, name(), 0}, PromptKind::User, m_text + QStringLiteral("\n{question}"));
        proposed(run, Step{1, Loop::Outer, {}, 1}, PromptKind::System, QStringLiteral("Better. ") + m_text);
        for (const Step& system : {Step{0, Loop::Start, {}, 0}, Step{1, Loop::Outer, {}, 1}})
            for (const Example& example : stored.examples)
                answer(run, system, example);
        fail(run);
        RunEnded ended;
        ended.explanation = m_text;
        ended.incumbent = Step{1, Loop::Outer, {}, 1};
        ended.firstPrompts = {{name(), Step{0, Loop::Start, name(), 0}}};
        record(run, ended);
        writer.log(run, m_text);
        done([&](auto then) { writer.setRunNote(run, m_text, then); });
        done([&](auto then) { writer.setRunState(run, RunState::Finished, m_text, then); });
        done([&](auto then) { writer.flush(then); });
        m_store.reset();
    }

private:
    template <typename T>
    static T valueOf(Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(sentence(result.error())));
        return std::move(*result);
    }

    template <typename Ask>
    static void done(Ask ask)
    {
        valueOf(samples::written<void>(ask).map([] { return true; }));
    }

    Task task() const
    {
        Task made = samples::largeTask(name(), name(), 3);
        made.userPrompt = m_text + QStringLiteral("\n{question}");
        made.origin = made.licence = m_text;
        made.format.choices.append(name());
        for (Example& example : made.examples) {
            example.question = m_text + QString::number(example.index);
            example.answers = {m_text};
            example.externalId = name();
        }
        return made;
    }

    NewRun newRun(const Task& task) const
    {
        NewRun run = samples::newRun({task});
        run.models[0].connection.model = run.models[1].connection.model = name();
        run.models[0].connection.name = name();
        run.templates = {{name(), m_text.toUtf8()}};
        run.programVersion = name();
        return run;
    }

    void record(qint64 run, const Fact& fact)
    {
        done([&](auto then) { m_store->writer().record(run, fact, then); });
    }

    void proposed(qint64 run, const Step& step, PromptKind kind, const QString& text)
    {
        Candidate candidate = samples::systemPrompt("0/start", text);
        candidate.step = step;
        candidate.kind = kind;
        candidate.task = kind == PromptKind::User ? name() : QString();
        candidate.state = step.slot == 0 ? CandidateState::Initial : CandidateState::Proposed;
        candidate.reason = m_text;
        record(run, CandidateProposed{candidate});
    }

    void answer(qint64 run, const Step& system, const Example& example)
    {
        const EvaluationPlace place{system, Step{0, Loop::Start, name(), 0}, name(), example.split, example.index, 0};
        const bool isRight = (example.index + system.iteration) % 2 == 0;
        samples::evaluate(m_store->writer(), run, place, isRight ? OutcomeKind::Correct : OutcomeKind::Wrong, m_text);
    }

    void fail(qint64 run)
    {
        Writer& writer = m_store->writer();
        const qint64 call = valueOf(samples::written<qint64>([&](auto then) {
            writer.callSent(samples::optimizerCall(run, QStringLiteral("1/outer/1 analysis")), then);
        }));
        FailedAttempt attempt;
        attempt.outcome = name();
        attempt.httpStatus = 500;
        attempt.message = m_text;
        done([&](auto then) { writer.callFailed(call, {attempt}, then); });
    }

    QString m_text;
    std::unique_ptr<Store> m_store;
};

} // namespace metaspo
