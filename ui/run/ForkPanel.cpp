#include "ui/run/ForkPanel.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

ForkPanel::ForkPanel(qint64 parent, const Step& at, QWidget* parentWidget)
    : Card(parentWidget)
    , m_model(new SettingsModel(this))
    , m_table(new QTableView(this))
    , m_words(hint({}, this))
{
    setObjectName(QStringLiteral("forkPanel"));
    m_words->setObjectName(QStringLiteral("forkWords"));
    nameWidget(m_table, QStringLiteral("forkDifferences"), tr("What differs from the run it is forked from"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_model->setOriginTitle(tr("Run %1").arg(parent));
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int wide = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(SettingsModel::TitleColumn, 34 * wide);
    m_table->setColumnWidth(SettingsModel::ValueColumn, 26 * wide);
    m_table->setFixedHeight(9 * fontMetrics().height());
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 14, 16, 14);
    rows->setSpacing(6);
    rows->addWidget(heading(tr("What differs from run %1").arg(parent), this, 1.1));
    rows->addWidget(hint(tr("Everything before %1 is shared and costs nothing; what you change holds from there on.")
                             .arg(text(at)),
                         this));
    rows->addWidget(m_words);
    rows->addWidget(m_table);
}

void ForkPanel::show(const RunFacts& facts, const RunFacts& parent)
{
    m_model->show(facts, parent, SettingsModel::Shows::Differences);
    const int count = m_model->rowCount();
    m_words->setText(count == 0 ? tr("Nothing differs yet.") : tr("%Ln setting(s) differ(s).", nullptr, count));
    m_table->setVisible(count > 0);
}

} // namespace metaspo
