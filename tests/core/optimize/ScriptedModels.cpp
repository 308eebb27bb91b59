#include "tests/core/optimize/ScriptedModels.h"

#include <QDir>
#include <QFile>

namespace metaspo {

quint64 mixed(quint64 seed, std::initializer_list<QStringView> texts)
{
    quint64 hash = seed ^ 0x9E3779B97F4A7C15ULL;
    const auto add = [&hash](quint64 value) {
        hash += value + 0x9E3779B97F4A7C15ULL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ULL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBULL;
        hash ^= hash >> 31;
    };
    for (const QStringView text : texts) {
        for (const QChar character : text)
            add(character.unicode());
        add(0xFFFF);
    }
    return hash;
}

Completion saying(const QString& text, FinishReason finish)
{
    Completion completion;
    completion.text = text;
    completion.finish = finish;
    return completion;
}

Completion tableAnswer(const AnswerTable& table, const EvaluationRequest& request)
{
    const bool hasSystem = request.messages.size() > 1;
    const QString& user = request.messages.back().text;
    const QStringView system = hasSystem ? QStringView(request.messages.front().text) : QStringView();
    const QStringView question = QStringView(user).mid(user.indexOf(u'#'));
    const QStringView userPrompt = QStringView(user).left(user.indexOf(u'#'));
    const int gold = question.back().unicode() - u'A';
    const auto skill = static_cast<int>(mixed(table.seed, {system,
        userPrompt}) % static_cast<quint64>(2 * table.spread + 1));
    const int right = table.percentRight - table.spread + skill;
    quint64 drawn = mixed(table.seed, {system, user});
    if (static_cast<int>(mixed(table.seed + 1, {system, user}) % 100) < table.percentShared)
        drawn = mixed(table.seed + 2, {question});
    Completion completion;
    if (static_cast<int>(drawn % 100) < right) {
        completion.text = QStringLiteral("<answer>%1</answer>").arg(QChar(u'A' + gold));
        return completion;
    }
    const quint64 kind = drawn / 100;
    if (static_cast<int>(kind % 100) < table.percentUnreadable) {
        completion.text = kind % 3 == 0 ? QStringLiteral("no idea")
            : QStringLiteral("<answer>%1</answer>").arg(kind % 2);
        return completion;
    }
    const auto wrong = static_cast<int>((kind / 100) % static_cast<quint64>(table.choices - 1));
    completion.text = QStringLiteral("<answer>%1</answer>").arg(QChar(u'A' + (gold + 1 + wrong) % table.choices));
    return completion;
}

Completion writtenPrompt(const PromptWriter& writer, const OptimizerRequest& request)
{
    const quint64 hash =
        mixed(writer.seed, {request.messages.back().text, QString::number(request.attempt), text(request.candidate)});
    const auto number = QString::number(hash % static_cast<quint64>(writer.variety));
    const bool isUnusable = writer.unusable > 0 && (hash / 7919) % static_cast<quint64>(writer.unusable) == 0;
    Completion completion;
    switch (request.role) {
    case OptimizerRole::RewriteUserPrompt:
        completion.text = isUnusable ? QStringLiteral("<user_prompt>No placeholder %1</user_prompt>").arg(number)
                                     : QStringLiteral("<user_prompt>U%1 {question}</user_prompt>").arg(number);
        break;
    case OptimizerRole::RewriteSystemPrompt:
        completion.text = isUnusable ? QStringLiteral("I would rather not.")
                                     : QStringLiteral("<system_prompt>S%1</system_prompt>").arg(number);
        break;
    default:
        completion.text = QStringLiteral("<analysis>A%1</analysis>").arg(number);
    }
    return completion;
}

Task choiceTask(const QString& taskName, MetricKind metric, int choices, int train, int validation, int test)
{
    Task task;
    task.name = taskName;
    task.domain = QStringLiteral("Reasoning");
    task.userPrompt = QStringLiteral("U {question}");
    task.format.kind = AnswerKind::Choice;
    task.metric.kind = metric;
    for (int choice = 0; choice < choices; ++choice)
        task.format.choices.append(QString(QChar(u'A' + choice)));
    for (int index = 0; index < train + validation + test; ++index) {
        Example example;
        example.index = index;
        example.split = index < train ? Split::Train : index < train + validation ? Split::Validation : Split::Test;
        const auto gold = static_cast<int>(mixed(7, {taskName,
            QString::number(index)}) % static_cast<quint64>(choices));
        example.answers = {task.format.choices[gold]};
        example.question = QStringLiteral("#%1 %2 %3").arg(taskName).arg(index).arg(task.format.choices[gold]);
        task.examples.append(example);
    }
    return task;
}

QList<Task> tasksOf(int count, int train, int validation, int test)
{
    QList<Task> tasks;
    for (int task = 1; task <= count; ++task)
        tasks.append(choiceTask(QStringLiteral("task%1").arg(task), MetricKind::Accuracy, 4, train, validation, test));
    return tasks;
}

RunSettings smallSettings()
{
    RunSettings settings = presetSettings(Preset::Reference);
    settings.iterations = 1;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = 8;
    settings.test = 0;
    return settings;
}

MemoryExecution scripted(const AnswerTable& table, const PromptWriter& writer)
{
    MemoryExecution result;
    result.base = [table](const EvaluationRequest& request) { return tableAnswer(table, request); };
    result.optimizer = [writer](const OptimizerRequest& request) { return writtenPrompt(writer, request); };
    result.width = 64;
    return result;
}

OptimizerTemplates shortTemplates()
{
    OptimizerTemplates templates;
    const auto add = [&](const QString& role, const QString& tag, const QStringList& inputs) {
        QString user;
        for (const QString& input : inputs)
            user += QStringLiteral("{{%1}}\n").arg(input);
        templates.insert(role, {role, role, 1, tag, inputs, QStringLiteral("You write."), user, {}, {}});
    };
    const QString system = QStringLiteral("system_prompt");
    const QString user = QStringLiteral("user_prompt");
    const QString failures = QStringLiteral("failures");
    const QString analysis = QStringLiteral("analysis");
    add(QStringLiteral("analyse-user-prompt"), analysis, {system, user, failures});
    add(QStringLiteral("rewrite-user-prompt"), user, {system, user, failures, analysis});
    add(QStringLiteral("analyse-system-prompt"), analysis, {system, failures});
    add(QStringLiteral("rewrite-system-prompt"), system, {system, analysis});
    OptimizerTemplate failure;
    failure.name = failure.role = QStringLiteral("failure");
    failure.text =
        QStringLiteral("{{number}} {{task}}: {{user_message}} -> {{response}} [{{prediction}}] {{expected}}");
    templates.insert(failure.name, failure);
    return templates;
}

OptimizerTemplates shippedTemplates()
{
    OptimizerTemplates templates;
    const QDir folder(QStringLiteral(METASPO_SOURCE_DIR "/resources/templates"));
    for (const QString& file : folder.entryList({QStringLiteral("*.yaml")})) {
        QFile yaml(folder.filePath(file));
        if (!yaml.open(QIODevice::ReadOnly))
            continue;
        if (const Result<OptimizerTemplate> parsed = parseTemplate(yaml.readAll()))
            templates.insert(parsed->name, *parsed);
    }
    return templates;
}

MethodInput methodInputFor(const RunSettings& settings, const QList<Task>& tasks)
{
    MethodInput input;
    input.settings = settings;
    input.tasks = tasks;
    input.templates = shortTemplates();
    for (const Task& task : tasks)
        input.settings.sources.append(task.name);
    return input;
}

} // namespace metaspo
