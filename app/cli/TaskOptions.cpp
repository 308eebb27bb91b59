#include "app/cli/TaskOptions.h"

#include "app/cli/OptionValues.h"
#include "core/domain/Task.h"

namespace metaspo {

void declareTaskOptions(CLI::App& app, QMap<QString, QString>& options)
{
    const auto add = [&](const char* name, const std::string& description) {
        return addText(app, std::string("--") + name, options[QString::fromLatin1(name)], description)->group("Task");
    };
    add("name", "letters, digits, '-', '_' and '.'");
    add("domain", "a group of tasks, for example Reviews");
    add("role", "source: to train on; target: only to judge")->type_name("source|target");
    add("user-prompt", "a text with {question} once, or @PATH")->type_name("TEXT|@PATH");
    add("format", "how answers are written: " + allNames<AnswerKind>().toStdString())->type_name("NAME");
    add("labels", "the closed set of labels, separated by commas")->type_name("A,B,...");
    add("metric", allNames<MetricKind>().toStdString())->type_name("NAME");
}

void declareFileOptions(CLI::App& app, QMap<QString, QString>& options)
{
    const auto add = [&](const char* name, const char* values, const char* description) {
        addText(app, std::string("--") + name, options[QString::fromLatin1(name)], description)
            ->type_name(values)
            ->group("Files");
    };
    add("encoding", "NAME", "utf-8, utf-16 or windows-1252, where it cannot be told from the file");
    add("separator", "NAME|SIGN", "of a table: comma, semicolon, tab, pipe, space or another sign");
    add("quote", "double|single|none", "of a table");
    add("skip-lines", "N", "lines before the header");
    add("header", "yes|no", "no: the columns are called \"column 1\" and so on");
    add("trim", "yes|no", "yes: white space around fields goes");
    add("bad-rows", "refuse|leave-out", "what happens to rows that cannot be read; usually the file is refused");
}

void declareSplitOptions(CLI::App& app, QMap<QString, QString>& options)
{
    const auto add = [&](const char* name, const char* description) {
        addText(app, std::string("--") + name, options[QString::fromLatin1(name)], description)
            ->type_name("N")
            ->group("Splits");
    };
    add("train", "examples to draw failures from, at least");
    add("validation", "examples to choose by");
    add("test", "examples to report on");
    add("seed", "of the draw of the splits");
}

QMap<QString, QString> givenOptions(const QMap<QString, QString>& options)
{
    QMap<QString, QString> given;
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        if (!option.value().isEmpty())
            given.insert(option.key(), option.value());
    return given;
}

} // namespace metaspo
