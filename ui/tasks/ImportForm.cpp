#include "ui/tasks/ImportForm.h"

#include "core/engine/ImportChoices.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace metaspo {

namespace {

template <typename E>
std::pair<QStringList, QStringList> namesAndWords(std::initializer_list<E> values)
{
    QStringList names;
    QStringList words;
    for (const E value : values) {
        names.append(name(value));
        words.append(wordFor(value));
    }
    return {names, words};
}

} // namespace

ImportForm::ImportForm(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const QStringList presets = importPresetChoices();
    m_preset = addChoice(tr("&Preset"), QStringLiteral("preset"), QStringList{QStringLiteral("none")} + presets,
                         QStringList{tr("None")} + presets);
    m_preset->setItemText(0, tr("Recognise by content"));
    setFocusProxy(m_preset);
    addText(tr("&Name"), QStringLiteral("name"), tr("from the file"));
    addText(tr("&Domain"), QStringLiteral("domain"), tr("from the preset"));
    const auto [roles, roleWords] = namesAndWords({TaskRole::Source, TaskRole::Target});
    addChoice(tr("&Role"), QStringLiteral("role"), roles, roleWords);
    m_question = addColumn(tr("&Question"), QStringLiteral("question"), tr("column, or text with {column}"));
    m_answer = addColumn(tr("&Answer"), QStringLiteral("answer"), tr("column"));
    m_userPrompt = new QPlainTextEdit(this);
    nameWidget(m_userPrompt, QStringLiteral("import-user-prompt"), tr("User prompt"));
    m_userPrompt->setPlaceholderText(tr("As recognised. Holds {question} once."));
    m_userPrompt->setTabChangesFocus(true);
    m_userPrompt->setFixedHeight(4 * fontMetrics().lineSpacing() + 14);
    connect(m_userPrompt, &QPlainTextEdit::textChanged, this, &ImportForm::changed);
    auto* label = new QLabel(tr("&User prompt"), this);
    label->setBuddy(m_userPrompt);
    m_form->addRow(label, m_userPrompt);
    const auto [formats, formatWords] =
        namesAndWords({AnswerKind::Choice, AnswerKind::Label, AnswerKind::Number, AnswerKind::Text});
    addChoice(tr("&Format"), QStringLiteral("format"), formats, formatWords);
    addText(tr("&Labels"), QStringLiteral("labels"), tr("A,B,C,D or yes,no"));
    const auto [metrics, metricWords] = namesAndWords(
        {MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::ExactMatch, MetricKind::TokenF1});
    addChoice(tr("&Metric"), QStringLiteral("metric"), metrics, metricWords);
    addSizes();
    addFile();
}

QComboBox* ImportForm::addChoice(const QString& label, const QString& option, const QStringList& names,
                                 const QStringList& words)
{
    auto* box = new QComboBox(this);
    QString plain = label;
    nameWidget(box, QStringLiteral("import-") + option, plain.remove(QLatin1Char('&')));
    box->addItem(tr("As recognised"), QString());
    for (int index = 0; index < names.size(); ++index)
        box->addItem(words.at(index), names.at(index));
    m_form->addRow(label, box);
    m_choices.insert(option, box);
    connect(box, &QComboBox::currentIndexChanged, this, &ImportForm::changed);
    return box;
}

QComboBox* ImportForm::addColumn(const QString& label, const QString& option, const QString& placeholder)
{
    auto* box = new QComboBox(this);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->lineEdit()->setPlaceholderText(placeholder);
    QString plain = label;
    nameWidget(box, QStringLiteral("import-") + option, plain.remove(QLatin1Char('&')));
    box->setMinimumContentsLength(8);
    m_form->addRow(label, box);
    connect(box, &QComboBox::currentTextChanged, this, &ImportForm::changed);
    return box;
}

QLineEdit* ImportForm::addText(const QString& label, const QString& option, const QString& placeholder)
{
    auto* edit = new QLineEdit(this);
    QString plain = label;
    nameWidget(edit, QStringLiteral("import-") + option, plain.remove(QLatin1Char('&')));
    edit->setPlaceholderText(placeholder);
    m_form->addRow(label, edit);
    m_texts.insert(option, edit);
    connect(edit, &QLineEdit::textChanged, this, &ImportForm::changed);
    return edit;
}

QSpinBox* ImportForm::addNumber(const QString& option, const QString& accessible, int least, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    nameWidget(box, QStringLiteral("import-") + option, accessible);
    box->setRange(least, 1'000'000);
    box->setSpecialValueText(tr("auto"));
    box->setValue(least);
    box->setGroupSeparatorShown(true);
    m_numbers.insert(option, box);
    connect(box, &QSpinBox::valueChanged, this, &ImportForm::changed);
    return box;
}

void ImportForm::addSizes()
{
    auto* area = new QWidget(this);
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    int column = 0;
    for (const Split split : {Split::Train, Split::Validation, Split::Test}) {
        grid->addWidget(hint(wordFor(split), area), 0, column);
        grid->addWidget(addNumber(name(split), wordFor(split), -1, area), 1, column);
        grid->setColumnStretch(column++, 1);
    }
    m_form->addRow(tr("Examples"), area);
    m_form->addRow(tr("&Seed"), addNumber(QStringLiteral("seed"), tr("Seed of the splits"), -1, this));
}

// How the file is written, where that cannot be told from it.
void ImportForm::addFile()
{
    m_form->addRow(caption(tr("How the file is written"), this));
    addChoice(tr("&Encoding"), QStringLiteral("encoding"),
              {QStringLiteral("utf-8"), QStringLiteral("utf-16"), QStringLiteral("windows-1252")},
              {QStringLiteral("UTF-8"), QStringLiteral("UTF-16"), QStringLiteral("Windows-1252, Latin-1")});
    addChoice(tr("Se&parator"), QStringLiteral("separator"),
              {QStringLiteral("comma"), QStringLiteral("semicolon"), QStringLiteral("tab"), QStringLiteral("pipe"),
               QStringLiteral("space")},
              {tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Vertical bar"), tr("Space")});
    addChoice(tr("&Quotes"), QStringLiteral("quote"),
              {QStringLiteral("double"), QStringLiteral("single"), QStringLiteral("none")},
              {tr("Double"), tr("Single"), tr("None")});
    QSpinBox* skipped = addNumber(QStringLiteral("skip-lines"), tr("Lines to skip"), 0, this);
    skipped->setSpecialValueText(tr("none"));
    m_form->addRow(tr("S&kip lines"), skipped);
    addYesNo(tr("The first &line names the columns"), QStringLiteral("header"), true);
    addYesNo(tr("&White space around fields goes"), QStringLiteral("trim"), false);
    auto* badRows =
        addChoice(tr("&Bad rows"), QStringLiteral("bad-rows"), {QStringLiteral("leave-out")}, {tr("Leave out")});
    badRows->setItemText(0, tr("Refuse the file"));
    badRows->setCurrentIndex(1);
}

void ImportForm::addYesNo(const QString& text, const QString& option, bool isUsual)
{
    auto* box = new QCheckBox(text, this);
    QString plain = text;
    nameWidget(box, QStringLiteral("import-") + option, plain.remove(QLatin1Char('&')));
    box->setChecked(isUsual);
    m_form->addRow(box);
    m_yesNo.insert(option, box);
    connect(box, &QCheckBox::toggled, this, &ImportForm::changed);
}

void ImportForm::setColumns(const QStringList& columns)
{
    for (QComboBox* box : {m_question, m_answer}) {
        const QSignalBlocker quiet(box);
        const QString text = box->currentText();
        box->clear();
        box->addItems(columns);
        box->setCurrentIndex(-1);
        box->setEditText(text);
    }
}

QString ImportForm::preset() const
{
    const QString chosen = m_preset->currentData().toString();
    return chosen.isEmpty() ? QStringLiteral("auto") : chosen;
}

QMap<QString, QString> ImportForm::options() const
{
    QMap<QString, QString> said;
    for (auto text = m_texts.begin(); text != m_texts.end(); ++text)
        said.insert(text.key(), text.value()->text().trimmed());
    for (auto choice = m_choices.begin(); choice != m_choices.end(); ++choice)
        said.insert(choice.key(), choice.value()->currentData().toString());
    for (auto number = m_numbers.begin(); number != m_numbers.end(); ++number)
        if (number.value()->value() >= 0)
            said.insert(number.key(), QString::number(number.value()->value()));
    for (auto box = m_yesNo.begin(); box != m_yesNo.end(); ++box)
        said.insert(box.key(), box.value()->isChecked() ? QStringLiteral("yes") : QStringLiteral("no"));
    said.insert(QStringLiteral("question"), question());
    said.insert(QStringLiteral("answer"), answer());
    said.insert(QStringLiteral("user-prompt"), m_userPrompt->toPlainText());
    said.remove(QStringLiteral("preset"));
    said.removeIf([](const std::pair<const QString&, QString&>& entry) { return entry.second.isEmpty(); });
    return said;
}

// The fields that a sentence names as options, each once.
QStringList ImportForm::fieldsIn(const QString& sentence) const
{
    static const QRegularExpression option(QStringLiteral("--([a-z][a-z-]*)"));
    QStringList fields;
    for (auto match = option.globalMatch(sentence); match.hasNext();)
        if (const auto* field = findChild<QWidget*>(QStringLiteral("import-") + match.next().captured(1)))
            fields.append(QStringLiteral("“%1”").arg(field->accessibleName()));
    fields.removeDuplicates();
    return fields;
}

QString ImportForm::inFormWords(const QString& sentence) const
{
    if (sentence.startsWith(QLatin1String("Give --")))
        return tr("Fill in %1.").arg(fieldsIn(sentence).join(QStringLiteral(", ")));
    static const QRegularExpression option(QStringLiteral("--([a-z][a-z-]*)"));
    QString words;
    qsizetype end = 0;
    for (auto match = option.globalMatch(sentence); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const auto* field = findChild<QWidget*>(QStringLiteral("import-") + found.captured(1));
        words += sentence.mid(end, found.capturedStart() - end);
        words += field ? QStringLiteral("“%1”").arg(field->accessibleName()) : found.captured();
        end = found.capturedEnd();
    }
    return words + sentence.mid(end);
}

QString ImportForm::question() const
{
    return m_question->currentText();
}

QString ImportForm::answer() const
{
    return m_answer->currentText();
}

} // namespace metaspo
