#include "ui/run/ExportRunDialog.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableFormats.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

QString titleOf(ExportTable table)
{
    switch (table) {
    case ExportTable::Runs: return ExportRunDialog::tr("&Run: settings, models, what it used");
    case ExportTable::Candidates:
        return ExportRunDialog::tr("&Candidates: their texts, where they come from, what became of them");
    case ExportTable::Scores: return ExportRunDialog::tr("&Scores of the candidates by task, with intervals");
    case ExportTable::Evaluations: return ExportRunDialog::tr("&Evaluations: each question, response and outcome");
    case ExportTable::Calls: return ExportRunDialog::tr("Ca&lls of the models: time, tokens, cost");
    case ExportTable::AccuracyPerDomain: return ExportRunDialog::tr("&Accuracy per domain after each step");
    }
    Q_UNREACHABLE();
}

QStringList existingOf(const QStringList& paths)
{
    QStringList existing;
    for (const QString& path : paths)
        if (const QFileInfo file(path); file.exists())
            existing.append(file.fileName());
    return existing;
}

} // namespace

ExportRunDialog::ExportRunDialog(qint64 run, const QString& projectPath, QWidget* parent)
    : QDialog(parent)
    , m_run(run)
{
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export run %1").arg(run));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(gap);
    rows->addWidget(
        hint(tr("A file for each table, with the same content as those that \"metaspo export\" writes."), this));
    rows->addWidget(makeTables());
    rows->addWidget(makePlace());
    m_existing = hint({}, this);
    m_existing->setObjectName(QStringLiteral("exportExisting"));
    m_existing->setTextFormat(Qt::PlainText);
    m_existing->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_existing->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    rows->addWidget(m_existing);
    rows->addWidget(makeButtons());
    const QFileInfo project(projectPath);
    m_folder->setText(QDir::toNativeSeparators(
        project.absoluteDir().filePath(QStringLiteral("%1-run-%2").arg(project.completeBaseName()).arg(run))));
}

QWidget* ExportRunDialog::makeTables()
{
    auto* area = new QWidget(this);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(caption(tr("Tables"), area));
    for (const ExportTable table : allExportTables) {
        auto* box = new QCheckBox(titleOf(table), area);
        nameWidget(box, QStringLiteral("exportTable-") + tableName(table), titleOf(table).remove(u'&'));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &ExportRunDialog::lookThere);
        rows->addWidget(box);
        m_tables.append(box);
    }
    return area;
}

QWidget* ExportRunDialog::makePlace()
{
    auto* area = new QWidget(this);
    m_format = new QComboBox(area);
    nameWidget(m_format, QStringLiteral("exportFormat"), tr("Format of the files"));
    for (const TableFormat format : allTableFormats)
        m_format->addItem(formatTitle(format), name(format));
    m_folder = new QLineEdit(area);
    nameWidget(m_folder, QStringLiteral("exportFolder"), tr("Folder for the files"));
    m_folder->setMinimumWidth(46 * fontMetrics().averageCharWidth());
    QToolButton* choose =
        toolButton(tr("Choose a folder"), QStringLiteral("folder"), QStringLiteral("chooseExportFolder"), area);
    auto* folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("&Format"), m_format);
    auto* label = new QLabel(tr("F&older"), area);
    label->setBuddy(m_folder);
    form->addRow(label, folder);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportRunDialog::lookThere);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportRunDialog::lookThere);
    connect(choose, &QToolButton::clicked, this, &ExportRunDialog::chooseFolder);
    return area;
}

QWidget* ExportRunDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(this);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    nameWidget(m_export, QStringLiteral("exportAccept"), tr("Export"));
    m_export->setDefault(true);
    m_export->setEnabled(false);
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    nameWidget(cancel, QStringLiteral("exportCancel"), cancel->text());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT requested(request());
        accept();
    });
    return buttons;
}

void ExportRunDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the tables of run %1").arg(m_run));
    dialog->setObjectName(QStringLiteral("exportFolderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

ExportRequest ExportRunDialog::request() const
{
    ExportRequest request;
    request.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    request.format = fromName<TableFormat>(m_format->currentData().toString()).value_or(TableFormat::Csv);
    request.tables.clear();
    for (std::size_t index = 0; index < allExportTables.size(); ++index)
        if (m_tables.at(static_cast<qsizetype>(index))->isChecked())
            request.tables.append(allExportTables.at(index));
    return request;
}

// Until it is known what would be replaced, nothing is written.
void ExportRunDialog::lookThere()
{
    if (!m_export)
        return; // the dialog is being made
    const int question = ++m_question;
    m_export->setEnabled(false);
    const ExportRequest wanted = request();
    if (wanted.folder.isEmpty() || wanted.tables.isEmpty()) {
        m_existing->setText(wanted.folder.isEmpty() ? tr("Choose a folder.") : tr("Choose at least one table."));
        return;
    }
    inBackground(
        this, [paths = wanted.paths()] { return existingOf(paths); },
        [this, question](const QStringList& existing) {
            if (question == m_question)
                showThere(existing);
        });
}

void ExportRunDialog::showThere(const QStringList& existing)
{
    const int count = static_cast<int>(existing.size());
    m_existing->setText(count == 0 ? tr("Nothing there is overwritten.")
                                   : tr("%n file(s) there will be overwritten: %1.", nullptr, count)
                                         .arg(displayLine(existing.join(QStringLiteral(", ")))));
    m_export->setText(count == 0 ? tr("Export") : tr("Overwrite"));
    m_export->setAccessibleName(m_export->text());
    m_export->setEnabled(true);
}

} // namespace metaspo
