import Commands

await FerryProcess.main()
