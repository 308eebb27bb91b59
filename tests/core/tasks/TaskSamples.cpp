#include "TaskSamples.h"

#include "core/tasks/Grader.h"
#include "core/tasks/Import.h"
#include "core/tasks/TaskCheck.h"

#include <QFile>

namespace metaspo {

QString SampleFolder::write(const QString& name, const QByteArray& content) const
{
    QFile file(m_folder.filePath(name));
    file.remove(); // cheaper on ext4 than truncating, which waits for the disk
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

Result<ImportPreview> importFiles(const QStringList& paths, const Options& options, const QString& preset)
{
    ImportRequest request;
    request.paths = paths;
    request.options = options;
    if (!preset.isEmpty())
        request.preset = preset;
    return readImport(request);
}

int countIn(const Task& task, Split split)
{
    return static_cast<int>(
        std::count_if(task.examples.begin(), task.examples.end(),
                      [split](const Example& example) { return example.split == split; }));
}

QList<int> notReadBack(const Task& task)
{
    const Grader grader(task);
    QList<int> lost;
    for (const Example& example : task.examples)
        for (const QString& answer : example.answers) {
            Completion completion;
            completion.text = QStringLiteral("I think so.\n<answer>%1</answer>").arg(answer);
            if (grader.grade(completion, example).kind != OutcomeKind::Correct)
                lost.append(example.index);
        }
    return lost;
}

double majorityShare(const Task& task)
{
    const Grader grader(task);
    QMap<QString, int> counts;
    int most = 0;
    for (const Example& example : task.examples)
        most = std::max(most, ++counts[grader.gold(example)]);
    return most / static_cast<double>(std::max<qsizetype>(1, task.examples.size()));
}

QStringList problemsOf(const Task& task, TaskProblem::Severity severity)
{
    QStringList sentences;
    for (const TaskProblem& problem : checkTask(task))
        if (problem.severity == severity)
            sentences.append(problem.what);
    return sentences;
}

Task yesNoTask(int count)
{
    Task task;
    task.name = QStringLiteral("sample");
    task.domain = QStringLiteral("Samples");
    task.userPrompt =
        QStringLiteral("Is it so?\n\n{question}\n\nWrite yes or no inside <answer></answer> tags.");
    task.format.kind = AnswerKind::Label;
    task.format.labels = {{QStringLiteral("yes"), {}}, {QStringLiteral("no"), {}}};
    for (int i = 0; i < count; ++i)
        task.examples.append({i,
                              Split::Train,
                              QStringLiteral("Question number %1?").arg(i),
                              {i % 2 == 0 ? QStringLiteral("yes") : QStringLiteral("no")},
                              {}});
    return task;
}

} // namespace metaspo
