#include "tests/bench/StoredCalls.h"

#include <QCryptographicHash>
#include <cstdio>
#include <cstdlib>

namespace metaspo {

void giveUp(const Error& error)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence(error)));
    std::exit(1);
}

Task benchmarkTask(const QString& name, const QString& domain, int examples)
{
    Task task;
    task.name = name;
    task.domain = domain;
    task.userPrompt = QStringLiteral("Answer: {question}");
    task.format.kind = AnswerKind::Choice;
    task.format.choices = {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")};
    for (int i = 0; i < examples; ++i)
        task.examples << Example{i, Split::Train, QStringLiteral("Question %1 ").arg(i).repeated(20),
                                 {QStringLiteral("A")}, {}};
    return task;
}

StoredCalls::StoredCalls(Writer& writer, qint64 run, int calls, int width, PlaceOf placeOf)
    : m_writer(writer), m_run(run), m_calls(calls), m_width(width), m_placeOf(std::move(placeOf)),
      m_text(QString(1200, u'x'))
{
}

void StoredCalls::store()
{
    for (int i = 0; i < m_width; ++i)
        next();
    m_ended.acquire(m_width);
    written<bool>([this](auto done) {
        m_writer.flush([done](Result<void> result) { done(result.map([] { return true; })); });
    });
}

void StoredCalls::next()
{
    const int number = m_next++;
    if (number >= m_calls) {
        m_ended.release();
        return;
    }
    NewCall call;
    call.evaluation = m_placeOf(number);
    call.run = m_run;
    call.key = QStringLiteral("1/outer %1 %2 %3#%4")
                   .arg(text(call.evaluation->system), text(call.evaluation->user), call.evaluation->task)
                   .arg(call.evaluation->example);
    call.wave = QStringLiteral("1/outer");
    call.digest = QCryptographicHash::hash(call.key.toUtf8() + QByteArray::number(m_run), QCryptographicHash::Sha256);
    m_writer.callSent(call, [this, number, place = *call.evaluation](Result<qint64> id) {
        answer(valueOf(std::move(id)), number, place);
    });
}

void StoredCalls::answer(qint64 id, int number, const EvaluationPlace& place)
{
    AnsweredCall answered;
    answered.call = id;
    answered.completion.text = QStringLiteral("%1 %2").arg(number).arg(m_text);
    answered.completion.usage = {400, 300, 250, -1};
    answered.costNanoDollars = 1000;
    m_writer.callAnswered(answered, [this, id, place](Result<void> stored) {
        valueOf(stored.map([] { return true; }));
        const bool isWrong = id % 3 == 0;
        Outcome outcome;
        outcome.kind = isWrong ? OutcomeKind::Wrong : OutcomeKind::Correct;
        outcome.prediction = isWrong ? QStringLiteral("B") : QStringLiteral("A");
        outcome.score.nano = isWrong ? 0 : Score::one;
        m_writer.evaluated({m_run, id, place, QStringLiteral("A"), outcome});
        next();
    });
}

} // namespace metaspo
