#include "ui/tasks/ReplaceDialog.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/tasks/ReplacePreviewModel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <chrono>

namespace metaspo {

namespace {

constexpr std::chrono::milliseconds pauseBeforeSearching(200);

enum Scope { AllExamples, ShownExamples, SelectedExamples };
enum Fields { QuestionsAndAnswers, Questions, Answers };

} // namespace

ReplaceDialog::ReplaceDialog(const Task& task, const QList<int>& shown, const QList<int>& selected, QWidget* parent)
    : QDialog(parent)
    , m_task(task)
    , m_shown(shown)
    , m_selected(selected)
    , m_preview(new ReplacePreviewModel(this))
{
    setObjectName(QStringLiteral("replaceDialog"));
    setWindowTitle(tr("Find and replace"));
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("replaceSummary"));
    m_summary->setWordWrap(true);
    auto* table = new QTableView(this);
    nameWidget(table, QStringLiteral("replacePreview"), tr("What would change"));
    prepareTable(table);
    table->setModel(m_preview);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    const int letter = fontMetrics().averageCharWidth();
    table->setColumnWidth(ReplacePreviewModel::NumberColumn, 8 * letter);
    table->setColumnWidth(ReplacePreviewModel::PlaceColumn, 12 * letter);
    for (const int column : {ReplacePreviewModel::BeforeColumn, ReplacePreviewModel::AfterColumn})
        table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(gap);
    column->addWidget(makeFields(shown, selected));
    column->addWidget(m_summary);
    column->addWidget(table, 1);
    column->addWidget(makeButtons());
    resize(820, 600);
    m_find->setFocus();

    m_typing.setSingleShot(true);
    m_typing.setInterval(pauseBeforeSearching);
    connect(&m_typing, &QTimer::timeout, this, &ReplaceDialog::preview);
    preview();
}

ReplaceDialog::~ReplaceDialog()
{
    if (m_stop)
        m_stop->store(true);
}

QCheckBox* ReplaceDialog::makeCheck(const QString& text, const char* objectName)
{
    auto* box = new QCheckBox(text, this);
    QString plain = text;
    nameWidget(box, QLatin1String(objectName), plain.remove(QLatin1Char('&')));
    connect(box, &QCheckBox::toggled, this, &ReplaceDialog::previewSoon);
    return box;
}

QWidget* ReplaceDialog::makeFields(const QList<int>& shown, const QList<int>& selected)
{
    auto* area = new QWidget(this);
    m_find = new QLineEdit(area);
    nameWidget(m_find, QStringLiteral("replaceFind"), tr("Find"));
    m_by = new QLineEdit(area);
    nameWidget(m_by, QStringLiteral("replaceBy"), tr("Replace by"));
    m_regular = makeCheck(tr("&Regular expression"), "replaceRegular");
    m_regular->setToolTip(tr("\\1 to \\9 are the groups of the expression, \\n is a line end"));
    m_case = makeCheck(tr("&Letter case counts"), "replaceCase");
    m_words = makeCheck(tr("&Whole words"), "replaceWords");
    m_fields = new QComboBox(area);
    nameWidget(m_fields, QStringLiteral("replaceFields"), tr("Look in"));
    m_fields->addItems({tr("Questions and answers"), tr("Questions"), tr("Answers")});
    m_scope = new QComboBox(area);
    nameWidget(m_scope, QStringLiteral("replaceScope"), tr("Of which examples"));
    m_scope->addItem(tr("All examples"), AllExamples);
    if (shown.size() < m_task.examples.size())
        m_scope->addItem(tr("The examples shown (%1)").arg(countText(shown.size())), ShownExamples);
    if (selected.size() > 1)
        m_scope->addItem(tr("The selected examples (%1)").arg(countText(selected.size())), SelectedExamples);
    if (m_scope->count() > 1)
        m_scope->setCurrentIndex(1);

    auto* checks = new QHBoxLayout;
    for (QCheckBox* box : {m_regular, m_case, m_words})
        checks->addWidget(box);
    checks->addStretch(1);
    auto* places = new QHBoxLayout;
    places->addWidget(m_fields);
    places->addWidget(m_scope);
    places->addStretch(1);
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("&Find"), m_find);
    form->addRow(tr("Replace &by"), m_by);
    form->addRow(QString(), checks);
    form->addRow(tr("&In"), places);
    qobject_cast<QLabel*>(form->labelForField(places))->setBuddy(m_fields);
    for (QLineEdit* field : {m_find, m_by})
        connect(field, &QLineEdit::textChanged, this, &ReplaceDialog::previewSoon);
    for (QComboBox* box : {m_fields, m_scope})
        connect(box, &QComboBox::currentIndexChanged, this, &ReplaceDialog::previewSoon);
    return area;
}

QWidget* ReplaceDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_replace = buttons->addButton(tr("&Replace"), QDialogButtonBox::AcceptRole);
    m_replace->setObjectName(QStringLiteral("replaceAccept"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("replaceCancel"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT replaceChosen(m_edit);
        accept();
    });
    return buttons;
}

Replacement ReplaceDialog::replacement() const
{
    Replacement wanted;
    wanted.find = m_find->text();
    wanted.by = m_by->text();
    wanted.isRegularExpression = m_regular->isChecked();
    wanted.isCaseSensitive = m_case->isChecked();
    wanted.isWholeWords = m_words->isChecked();
    wanted.inQuestions = m_fields->currentIndex() != Answers;
    wanted.inAnswers = m_fields->currentIndex() != Questions;
    const int scope = m_scope->currentData().toInt();
    if (scope != AllExamples) {
        const QList<int>& indexes = scope == ShownExamples ? m_shown : m_selected;
        wanted.only = QSet<int>(indexes.begin(), indexes.end());
    }
    return wanted;
}

// What is shown is no longer what is asked for.
void ReplaceDialog::previewSoon()
{
    ++m_generation;
    if (m_stop)
        m_stop->store(true);
    m_replace->setEnabled(false);
    m_typing.start();
}

void ReplaceDialog::preview()
{
    if (m_stop)
        m_stop->store(true);
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_replace->setEnabled(false);
    const int generation = ++m_generation;
    if (m_find->text().isEmpty()) {
        m_preview->setEdit({});
        return m_summary->setText(tr("Nothing changes before you press Replace, and Undo takes it back."));
    }
    m_summary->setText(tr("Searching …"));
    whenDone(previewReplacement(m_task, replacement(), m_stop), this,
             [this, generation](const Result<ReplacementPreview>& preview) {
                 if (generation == m_generation)
                     show(preview);
             });
}

void ReplaceDialog::show(const Result<ReplacementPreview>& preview)
{
    m_edit = preview ? preview->edit : TaskEdit();
    m_preview->setEdit(m_edit);
    const int changes = static_cast<int>(m_edit.examples.size());
    m_replace->setEnabled(changes > 0);
    m_replace->setText(changes > 0 ? tr("&Replace in %Ln example(s)", nullptr, changes) : tr("&Replace"));
    if (!preview)
        return showPlain(m_summary, sentence(preview.error()));
    QStringList sentences{
        tr("Found %1 times in %2 examples; %3 of them would change.")
            .arg(countText(preview->matches), countText(preview->found.size()), countText(changes))};
    if (changes > ReplacePreviewModel::mostRows)
        sentences.append(tr("The first %1 are shown.").arg(countText(ReplacePreviewModel::mostRows)));
    if (preview->givenUp > 0)
        sentences.append(tr("For %1 texts the expression takes too long; they stay as they are.")
                             .arg(countText(preview->givenUp)));
    showPlain(m_summary, sentences.join(u' '));
}

} // namespace metaspo
