using CompactCnn;

return CompactCnnProgram.Run(args, CompactModels.All);
