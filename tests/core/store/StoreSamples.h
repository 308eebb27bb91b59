#pragma once

#include "core/store/CallRows.h"
#include "core/store/Store.h"

#include <QTemporaryDir>
#include <future>
#include <memory>

/// Fails the test function with the sentence of the error. For lvalues and temporaries.
#define COMPARE_OK(...)                                                                                          \
    do {                                                                                                         \
        const auto& okResult = (__VA_ARGS__);                                                                    \
        QVERIFY2(okResult.has_value(), okResult ? "" : qPrintable(metaspo::sentence(okResult.error())));         \
    } while (false)

/// Small projects for the tests of the store, and waiting for its writer.
namespace metaspo::samples {

/// The result of one function of Writer: `written<qint64>([&](auto done) { writer.callSent(call, done); })`.
template <typename T, typename Ask>
Result<T> written(Ask ask)
{
    auto promise = std::make_shared<std::promise<Result<T>>>();
    std::future<Result<T>> future = promise->get_future();
    ask(Writer::Done<T>([promise](Result<T> result) { promise->set_value(std::move(result)); }));
    return future.get();
}

inline Result<void> flush(Writer& writer)
{
    return written<void>([&](auto done) { writer.flush(done); });
}

Step step(const char* text);

/// Five examples with choices; 0 and 1 train, 2 validation, 3 and 4 test.
Task task(const QString& name, const QString& domain = QStringLiteral("Reasoning"));

/// A run over these tasks, which must be stored; each with a gold of "A" for every example.
NewRun newRun(const QList<Task>& tasks);

/// A file with the tasks "letters" and "numbers", one run over both, and its two initial prompts per task.
struct Project
{
    std::unique_ptr<QTemporaryDir> folder;
    QString path;
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;
    QList<Task> tasks; ///< as stored
    qint64 run = 0;

    Writer& writer() const { return store->writer(); }
};
Project project();

/// What a program leaves in a closed file that is killed after it has written.
void markAsLeftOpen(const QString& path);
/// Spoils a page of a closed file, of a table that is not read at the opening.
bool damage(const QString& path);

Candidate systemPrompt(const char* at, const QString& text);
Candidate userPrompt(const char* at, const QString& taskName, const QString& text);

EvaluationPlace place(const QString& task, int example, Split split = Split::Train);
NewCall evaluationCall(qint64 run, const EvaluationPlace& place);
NewCall optimizerCall(qint64 run, const QString& key);
AnsweredCall answer(qint64 call, const QString& text);
NewEvaluation evaluation(qint64 run, qint64 call, const EvaluationPlace& place, OutcomeKind kind,
                         const QString& prediction);

/// Sends, answers and grades; gives the call's id.
qint64 evaluate(Writer& writer, qint64 run, const EvaluationPlace& place, OutcomeKind kind, const QString& prediction);

/// A task with so many examples of each split, train first.
Task largeTask(const QString& name, const QString& domain, int each);

/// Sends, answers and grades a cell: a mark per example of the split, in order; '+' right, '-' wrong, '?' unreadable,
/// ' ' not asked.
void answerCell(Writer& writer, qint64 run, const Task& task, const Cell& cell, const char* marks);

} // namespace metaspo::samples
