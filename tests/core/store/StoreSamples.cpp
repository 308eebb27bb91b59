#include "tests/core/store/StoreSamples.h"

#include "core/store/Database.h"

#include <QCryptographicHash>
#include <QFile>
#include <vector>

namespace metaspo::samples {

namespace {

[[noreturn]] void stop(const Error& error)
{
    qFatal("%s", qPrintable(sentence(error)));
}

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        stop(result.error());
    return std::move(*result);
}

} // namespace

Step step(const char* text)
{
    return valueOf(parseStep(QString::fromLatin1(text)));
}

Task task(const QString& name, const QString& domain)
{
    Task result;
    result.name = name;
    result.domain = domain;
    result.userPrompt = QStringLiteral("Answer: {question}");
    result.format.kind = AnswerKind::Choice;
    result.format.choices = {QStringLiteral("A"), QStringLiteral("B")};
    result.origin = QStringLiteral("made up");
    result.licence = QStringLiteral("CC0");
    const Split splits[] = {Split::Train, Split::Train, Split::Validation, Split::Test, Split::Test};
    for (int i = 0; i < 5; ++i)
        result.examples << Example{i, splits[i], QStringLiteral("Question %1 of %2 — ä?").arg(i).arg(name),
                                   {QStringLiteral("A"), QStringLiteral("a")}, QStringLiteral("x%1").arg(i)};
    return result;
}

NewRun newRun(const QList<Task>& tasks)
{
    NewRun run;
    run.settings.seed = 18'446'744'073'709'551'557ULL; // beyond 63 bits
    run.limits.budgetNanoDollars = 5'000'000'000;
    run.limits.breakpoints = {QStringLiteral("adopted")};
    for (const Task& used : tasks) {
        RunTask entry{used, {}};
        for (const Example& example : used.examples)
            entry.golds.insert(example.index, QStringLiteral("A"));
        run.tasks << entry;
        run.settings.sources << used.name;
    }
    RunModel base;
    base.connection.id = QStringLiteral("c-1");
    base.connection.name = QStringLiteral("small");
    base.connection.model = QStringLiteral("small-1");
    base.connection.keySource = QStringLiteral("env:KEY");
    base.connection.price = Price{150'000'000, 75'000'000, 600'000'000};
    RunModel optimizer;
    optimizer.role = ModelRole::Optimizer;
    optimizer.connection.id = QStringLiteral("c-2");
    optimizer.connection.model = QStringLiteral("large-1");
    run.models = {base, optimizer};
    run.templates = {{QStringLiteral("analyse-user-prompt"), QByteArray("system: |\n  Ünderstand\n")}};
    run.programVersion = QStringLiteral("0.1");
    return run;
}

Candidate systemPrompt(const char* at, const QString& text)
{
    Candidate candidate;
    candidate.step = step(at);
    candidate.text = text;
    candidate.state = candidate.step.slot == 0 ? CandidateState::Initial : CandidateState::Proposed;
    candidate.origin = candidate.step.slot == 0 ? Origin::Initial : Origin::Failures;
    return candidate;
}

Candidate userPrompt(const char* at, const QString& taskName, const QString& text)
{
    Candidate candidate = systemPrompt(at, text);
    candidate.kind = PromptKind::User;
    candidate.task = taskName;
    return candidate;
}

Project project()
{
    Project made;
    made.folder = std::make_unique<QTemporaryDir>();
    made.path = made.folder->filePath(QStringLiteral("project.metaspo"));
    made.store = valueOf(Store::create(made.path));
    made.reader = valueOf(made.store->newReader());
    Writer& writer = made.store->writer();
    const QList<qint64> ids = valueOf(written<QList<qint64>>([&](auto done) {
        writer.saveTasks({task(QStringLiteral("letters")), task(QStringLiteral("numbers"))}, done);
    }));
    for (const qint64 id : ids)
        made.tasks << valueOf(made.reader->task(id));
    made.run = valueOf(written<qint64>([&](auto done) { writer.createRun(newRun(made.tasks), done); }));
    const Candidate initial[] = {
        systemPrompt("0/start", QStringLiteral("You are a helpful assistant.")),
        userPrompt("0/start/letters", QStringLiteral("letters"), QStringLiteral("Answer: {question}")),
        userPrompt("0/start/numbers", QStringLiteral("numbers"), QStringLiteral("Answer: {question}"))};
    for (const Candidate& candidate : initial)
        valueOf(written<void>([&](auto done) { writer.record(made.run, CandidateProposed{candidate}, done); })
                    .map([] { return true; }));
    return made;
}

EvaluationPlace place(const QString& task, int example, Split split)
{
    return {step("0/start"), Step{0, Loop::Start, task, 0}, task, split, example, 0};
}

NewCall evaluationCall(qint64 run, const EvaluationPlace& place)
{
    NewCall call;
    call.run = run;
    call.key = QStringLiteral("0/start %1 %2 %3#%4")
                   .arg(text(place.system), text(place.user), place.task)
                   .arg(place.example);
    call.wave = QStringLiteral("0/start");
    call.digest = QCryptographicHash::hash(call.key.toUtf8(), QCryptographicHash::Sha256);
    call.evaluation = place;
    call.reservedNanoDollars = 7'000;
    return call;
}

NewCall optimizerCall(qint64 run, const QString& key)
{
    NewCall call;
    call.run = run;
    call.key = key;
    call.wave = QStringLiteral("1/outer");
    call.role = ModelRole::Optimizer;
    call.digest = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    call.messages = {{MessageRole::System, QStringLiteral("You improve prompts.")},
                     {MessageRole::User, QStringLiteral("This one failed:\n\n%1").arg(key)}};
    call.parameters.temperature = 1;
    call.parameters.outputTokens = 2048;
    call.parameters.jsonSchema = QStringLiteral("{\"type\":\"object\"}");
    call.reservedNanoDollars = 90'000;
    return call;
}

AnsweredCall answer(qint64 call, const QString& text)
{
    AnsweredCall result;
    result.call = call;
    result.completion.text = text;
    result.completion.usage = {120, 20, 30, -1};
    result.completion.latencyMicroseconds = 1'500'000;
    result.completion.model = QStringLiteral("small-1-0613");
    result.completion.requestId = QStringLiteral("req-%1").arg(call);
    result.costNanoDollars = 1'250;
    result.sentUnixMilliseconds = 1'790'000'000'000;
    return result;
}

NewEvaluation evaluation(qint64 run, qint64 call, const EvaluationPlace& place, OutcomeKind kind,
                         const QString& prediction)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.prediction = prediction;
    outcome.score.nano = kind == OutcomeKind::Correct ? Score::one : 0;
    return {run, call, place, QStringLiteral("A"), outcome};
}

qint64 evaluate(Writer& writer, qint64 run, const EvaluationPlace& place, OutcomeKind kind, const QString& prediction)
{
    const qint64 call =
        valueOf(written<qint64>([&](auto done) { writer.callSent(evaluationCall(run, place), done); }));
    valueOf(written<void>([&](auto done) {
                writer.callAnswered(answer(call, QStringLiteral("The answer is %1.").arg(prediction)), done);
            }).map([] { return true; }));
    writer.evaluated(evaluation(run, call, place, kind, prediction));
    valueOf(flush(writer).map([] { return true; }));
    return call;
}

void markAsLeftOpen(const QString& path)
{
    SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE)
        .exec("INSERT INTO meta VALUES ('clean_shutdown', '0') ON CONFLICT(key) DO UPDATE SET value = '0'");
}

bool damage(const QString& path)
{
    SQLite::Database database(path.toStdString());
    const auto number = [&](const char* sql) { return database.execAndGet(sql).getInt64(); };
    const qint64 bytes = number("PRAGMA page_size");
    const qint64 page = number("SELECT rootpage FROM sqlite_schema WHERE name = 'call_response'");
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek((page - 1) * bytes)
           && file.write(QByteArray(bytes, '\x55')) == bytes;
}

Task largeTask(const QString& name, const QString& domain, int each)
{
    Task result = task(name, domain);
    result.examples.clear();
    for (int index = 0; index < 3 * each; ++index)
        result.examples << Example{index,
                                   static_cast<Split>(index / each),
                                   QStringLiteral("Question %1 of %2?").arg(index).arg(name),
                                   {QStringLiteral("A")},
                                   {}};
    return result;
}

void answerCell(Writer& writer, qint64 run, const Task& task, const Cell& cell, const char* marks)
{
    struct Asked
    {
        EvaluationPlace place;
        char mark;
        std::future<Result<qint64>> call;
    };
    std::vector<Asked> all;
    const char* mark = marks;
    for (const Example& example : task.examples) {
        if (example.split != cell.split || *mark == 0)
            continue;
        const EvaluationPlace place{cell.system, cell.user, cell.task, cell.split, example.index, 0};
        if (const char now = *mark++; now != ' ') {
            auto promise = std::make_shared<std::promise<Result<qint64>>>();
            all.push_back({place, now, promise->get_future()});
            writer.callSent(evaluationCall(run, place),
                            [promise](Result<qint64> id) { promise->set_value(std::move(id)); });
        }
    }
    for (Asked& asked : all) {
        const OutcomeKind kind = asked.mark == '+'   ? OutcomeKind::Correct
                                 : asked.mark == '-' ? OutcomeKind::Wrong
                                                     : OutcomeKind::Unreadable;
        const QString prediction = asked.mark == '+'   ? QStringLiteral("A")
                                   : asked.mark == '-' ? QStringLiteral("B")
                                                       : QStringLiteral("I do not know");
        const qint64 call = valueOf(asked.call.get());
        writer.callAnswered(answer(call, QStringLiteral("The answer is %1.").arg(prediction)),
                            [](const Result<void>&) {});
        writer.evaluated(evaluation(run, call, asked.place, kind, prediction));
    }
    valueOf(flush(writer).map([] { return true; }));
}

} // namespace metaspo::samples
